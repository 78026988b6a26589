import type { ModelStage } from '#contract/registry.ts';
import { pageToken } from './common-fields.ts';
import {
  int64Within,
  invalidField,
  list,
  missingField,
  nonEmptyString,
  required,
  string,
  type Field,
  type MessageOf,
} from './fields.ts';

export const modelName = { name: required(nonEmptyString) };

/** Numbers of versions travel as texts. */
const versionNumber: Field<number> = {
  isList: false,
  read: (raw, name) => {
    const text = string.read(raw, name);
    if (text === '') throw missingField(name);
    if (/^\d{1,15}$/.test(text)) return Number(text);
    throw invalidField(name, raw, 'the number of a version is a whole number as a text.');
  },
};

export const versionRef = { ...modelName, version: required(versionNumber) };

const stages = new Map<string, ModelStage>([
  ['none', 'None'],
  ['staging', 'Staging'],
  ['production', 'Production'],
  ['archived', 'Archived'],
]);

/** Upper and lower case are one. */
export const stage: Field<ModelStage> = {
  isList: false,
  read: (raw, name) => {
    const found = stages.get(string.read(raw, name).toLowerCase());
    if (found !== undefined) return found;
    throw invalidField(name, raw, 'a stage is one of None, Staging, Production and Archived.');
  },
};

/** The message of a search of the registry whose pages hold at most `maxPage`. */
export function searchFields(maxPage: number) {
  return {
    filter: string,
    max_results: int64Within(1, maxPage),
    order_by: list(string),
    page_token: string,
  };
}

/** That message as core takes it; without a size it asks for `usualPage`. */
export function toSearch(
  { filter = '', max_results, order_by, page_token }: MessageOf<ReturnType<typeof searchFields>>,
  usualPage: number,
): { filter: string; orderBy: string[]; maxResults: number; pageToken: string | undefined } {
  return {
    filter,
    orderBy: order_by,
    maxResults: max_results ?? usualPage,
    pageToken: pageToken(page_token),
  };
}
