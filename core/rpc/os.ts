import { implement } from '@orpc/server';
import { contract } from '#contract/procedures.ts';
import { errorBorder } from './error-border.ts';
import type { RpcContext } from './rpc-context.ts';

/** What every route is made with. */
export const os = implement(contract).$context<RpcContext>().use(errorBorder);

/** For procedures that answer nothing. */
export const done = async (work: Promise<unknown>): Promise<Record<string, never>> => {
  await work;
  return {};
};
