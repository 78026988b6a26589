import { oc } from '@orpc/contract';
import * as z from 'zod';
import { errorTable } from './errors.ts';
import { limits } from './inputs.ts';

export const nothing = z.object({});
export const nextPageToken = z.string().nullable();

/** What a list takes: how many at most, and after which page to go on. */
export const page = {
  maxResults: z.number().int().min(1).max(limits.searchPage).default(100),
  pageToken: z.string().optional(),
};

type ErrorMapOf<T extends Record<string, { httpStatus: number; data: unknown }>> = {
  [C in keyof T]: { status: number; data: T[C]['data'] };
};

/** An interface, so that the types of procedures name it instead of repeating every code. */
export interface ContractErrors extends ErrorMapOf<typeof errorTable> {}

const errorMap = Object.fromEntries(
  Object.entries(errorTable).map(([code, { httpStatus, data }]) => [code, { status: httpStatus, data }]),
) as ErrorMapOf<typeof errorTable> as ContractErrors;

/** Every procedure may answer with any code of the table. */
export const base = oc.errors(errorMap);
