import { limits } from '#contract/inputs.ts';
import { isMadeId, isWholeId } from './ids.ts';
import {
  enumeration,
  int64Within,
  list,
  missingField,
  nested,
  nonEmptyString,
  required,
  string,
  type Field,
  invalidField,
} from './fields.ts';

/** A run by either of its names: `run_uuid` is what old clients say. See `runIdOf`. */
export const runRef = { run_id: string, run_uuid: string };

/** @throws INVALID_ARGUMENT when neither is there */
export function runIdOf(message: { run_id: string | undefined; run_uuid: string | undefined }): string {
  const runId = message.run_id === undefined || message.run_id === '' ? message.run_uuid : message.run_id;
  if (runId === undefined || runId === '') throw missingField('run_id');
  return runId;
}

/** As `runIdOf`, for the one route that also checks its form. */
export function checkedRunIdOf(message: Parameters<typeof runIdOf>[0]): string {
  const runId = runIdOf(message);
  if (isMadeId(runId)) return runId;
  throw invalidField('run_id', runId, 'it must be letters, digits, underscores and dashes, at most 256.');
}

/** Experiment ids are whole numbers as texts. */
export const experimentId: Field<string> = {
  isList: false,
  read: (raw, name) => {
    const text = nonEmptyString.read(raw, name);
    if (isWholeId(text)) return text;
    throw invalidField(name, raw, 'an experiment id is a whole number as a text.');
  },
};

export const experimentRef = { experiment_id: required(experimentId) };

export const tags = list(nested({ key: required(nonEmptyString), value: string }));

export function tagsOf(
  items: readonly { key: string; value: string | undefined }[],
): { key: string; value: string }[] {
  return items.map(({ key, value = '' }) => ({ key, value }));
}

/** Numbers of ViewType and RunStatus in service.proto. */
export const viewType = enumeration({ ACTIVE_ONLY: 1, DELETED_ONLY: 2, ALL: 3 });
export const runStatus = enumeration({ RUNNING: 1, SCHEDULED: 2, FINISHED: 3, FAILED: 4, KILLED: 5 });

export const views = { ACTIVE_ONLY: 'active', DELETED_ONLY: 'deleted', ALL: 'all' } as const;

/** Page sizes of the two searches. */
export const searchPage = int64Within(1, limits.searchPage);

/** An empty token means the first page. */
export function pageToken(token: string | undefined): string | undefined {
  return token === '' ? undefined : token;
}
