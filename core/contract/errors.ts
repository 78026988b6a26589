import * as z from 'zod';

/** What kind of thing an error or an event speaks of. */
export const entityKinds = [
  'workspace',
  'experiment',
  'run',
  'metric',
  'param',
  'tag',
  'dataset',
  'artifact',
  'backup',
  'file',
  'model',
  'model_version',
  'logged_model',
  'alias',
  'trace',
  'assessment',
  'pipeline',
  'pipeline_run',
  'task',
  'batch',
  'alert',
  'lineage',
  'activity',
  'job',
  'transfer',
  'view',
] as const;
export type EntityKind = (typeof entityKinds)[number];
const entityKind = z.enum(entityKinds);

const text = z.string();
const count = z.number().int();

/**
 * Every error code of the product with the shape of its data. The renderer words codes in the user's language from
 * this data alone, so a code must carry all that its sentence needs. `httpStatus` is the status on the RPC border.
 */
export const errorTable = {
  /** A value that the procedure cannot take: `field` is a path such as `metrics[3].value`. */
  INVALID_ARGUMENT: {
    httpStatus: 400,
    data: z.object({ field: text, value: text, rule: text, remedy: text }),
  },
  /** Several problems found by schema validation at once. */
  INVALID_INPUT: {
    httpStatus: 400,
    data: z.object({
      issues: z.array(z.object({ path: text, value: text, problem: text, message: text })),
    }),
  },
  /** The search text does not parse: `position` is a 0-based offset in UTF-16 units. */
  FILTER_SYNTAX: {
    httpStatus: 400,
    data: z.object({
      filter: text,
      position: count,
      length: count,
      token: text,
      problem: z.enum([
        'unexpected_token',
        'unexpected_end',
        'unterminated_string',
        'unknown_character',
        'unknown_entity',
        'unknown_attribute',
        'operator_not_allowed',
        'value_type',
        'empty_list',
        'order_direction',
        'order_duplicate',
        'too_deep',
      ]),
      expected: text,
    }),
  },
  /** A page token that this engine did not make, or made for another search. */
  INVALID_PAGE_TOKEN: { httpStatus: 400, data: z.object({ token: text }) },
  LIMIT_EXCEEDED: {
    httpStatus: 400,
    data: z.object({
      what: text,
      limit: count,
      actual: count,
      unit: z.enum(['characters', 'items', 'bytes', 'levels']),
    }),
  },
  PATH_NOT_ALLOWED: { httpStatus: 400, data: z.object({ path: text, reason: text }) },
  NOT_FOUND: { httpStatus: 404, data: z.object({ kind: entityKind, id: text }) },
  ALREADY_EXISTS: {
    httpStatus: 409,
    data: z.object({ kind: entityKind, name: text, id: text, lifecycle: z.enum(['active', 'deleted']) }),
  },
  /** The object is there, but not in a state that allows this: deleted, finished, not deleted. */
  INVALID_STATE: {
    httpStatus: 409,
    data: z.object({ kind: entityKind, id: text, state: text, needed: text, remedy: text }),
  },
  /**
   * What is there now is not what the change was made on: somebody else has changed it meanwhile. Of a pipeline's file
   * `expected` and `actual` are hashes, null for no file; of its draft they are revisions.
   */
  CONFLICT: {
    httpStatus: 409,
    data: z.object({
      kind: entityKind,
      id: text,
      what: z.enum(['file', 'draft']),
      expected: text.nullable(),
      actual: text.nullable(),
      remedy: text,
    }),
  },
  /** A change that cannot be taken back: see `undoState` in activity.ts for the reasons. */
  CANNOT_UNDO: {
    httpStatus: 409,
    data: z.object({
      activityId: count,
      action: text,
      why: z.enum(['undone', 'no_inverse', 'incomplete', 'gone', 'changed']),
      field: text,
      left: text,
      now: text,
    }),
  },
  /** A param that was logged before with another value: params are written once. */
  PARAM_CHANGED: {
    httpStatus: 400,
    data: z.object({ runId: text, key: text, stored: text, given: text }),
  },
  /** Data that cannot be read as asked: `place` is a line, a column or a file; empty for the whole. */
  DATA_INVALID: {
    httpStatus: 400,
    data: z.object({
      source: text,
      problem: z.enum([
        'missing_column',
        'empty',
        'too_few_rows',
        'one_class',
        'too_few_per_class',
        'unknown_labels',
        'no_classes',
        'encoding',
        'format',
        'too_large',
        'duplicate_column',
        'ragged_row',
        'query',
        'unreachable',
        'no_words',
        'hash_differs',
      ]),
      place: text,
      value: text,
      remedy: text,
    }),
  },
  /** A model folder that lacks a file or has one that cannot be read. */
  MODEL_DAMAGED: {
    httpStatus: 409,
    data: z.object({ model: text, file: text, problem: text, remedy: text }),
  },
  /** A model that this engine cannot run by itself. */
  MODEL_NOT_RUNNABLE: {
    httpStatus: 409,
    data: z.object({ model: text, flavors: z.array(text), remedy: text }),
  },
  /** A model that failed in its own Python process: when it was loaded, or on what it was asked. */
  MODEL_FAILED: { httpStatus: 409, data: z.object({ model: text, problem: text, remedy: text }) },
  /** No Python that can be used; `wanted` is empty when any would do, `found` names those that cannot. */
  PYTHON_NOT_FOUND: {
    httpStatus: 409,
    data: z.object({ wanted: text, found: z.array(text), remedy: text }),
  },
  /** Packages of a model that could not be installed; `package` is empty when it is not one of them. */
  PYTHON_ENVIRONMENT_FAILED: {
    httpStatus: 409,
    data: z.object({
      python: text,
      package: text,
      cause: z.enum(['disk_full', 'offline', 'no_version', 'no_wheel', 'conflict', 'gone', 'other']),
      problem: text,
      remedy: text,
    }),
  },
  /** A pipeline file with errors: the first of them; `problems` counts all. */
  PIPELINE_INVALID: {
    httpStatus: 400,
    data: z.object({
      pipeline: text,
      code: text,
      line: count,
      column: count,
      path: text,
      value: text,
      expected: text,
      problems: count,
    }),
  },
  /** A gate that a candidate did not pass. */
  GATE_FAILED: {
    httpStatus: 409,
    data: z.object({ model: text, check: text, value: z.number(), needed: z.number(), n: count }),
  },
  /** The caller or a stop of the engine ended this work. */
  CANCELED: { httpStatus: 499, data: z.object({ what: text }) },
  UNAUTHORIZED: { httpStatus: 401, data: z.object({ remedy: text }) },
  WORKSPACE_IN_USE: {
    httpStatus: 409,
    data: z.object({ path: text, pid: count.nullable(), address: text.nullable() }),
  },
  WORKSPACE_NEWER: {
    httpStatus: 409,
    data: z.object({ path: text, found: count, supported: count }),
  },
  /** The folder cannot be written: permissions, a read-only disk. */
  WORKSPACE_NOT_WRITABLE: { httpStatus: 409, data: z.object({ path: text, cause: text }) },
  WORKSPACE_NOT_A_FOLDER: { httpStatus: 409, data: z.object({ path: text }) },
  /** The database is damaged: it was opened read-only, writes are refused, `backup` is the newest good copy. */
  WORKSPACE_DAMAGED: {
    httpStatus: 409,
    data: z.object({ path: text, problem: text, backup: text.nullable() }),
  },
  DISK_FULL: { httpStatus: 507, data: z.object({ path: text }) },
  PORT_IN_USE: { httpStatus: 409, data: z.object({ port: count, next: count.nullable() }) },
  ENGINE_UNREACHABLE: {
    httpStatus: 503,
    data: z.object({ path: text, address: text.nullable(), cause: text }),
  },
  /** The engine is stopping and takes no new work. */
  ENGINE_STOPPING: { httpStatus: 503, data: z.object({}) },
  ARCHIVE_INVALID: { httpStatus: 400, data: z.object({ path: text, reason: text }) },
  /** A file that is not installed as an update: `found` is the value seen, `wanted` what it had to be. */
  UPDATE_REFUSED: {
    httpStatus: 409,
    data: z.object({
      file: text,
      problem: z.enum([
        'no_file',
        'no_signature_file',
        'malformed',
        'no_trusted_keys',
        'unknown_key',
        'bad_signature',
        'other_name',
        'other_size',
        'other_content',
        'other_platform',
        'other_arch',
        'not_newer',
      ]),
      found: text,
      wanted: text,
    }),
  },
  /** The `stile` command cannot be put on PATH, or taken away. */
  COMMAND_NOT_PLACED: {
    httpStatus: 409,
    data: z.object({
      file: text,
      problem: z.enum(['not_ours', 'not_writable', 'no_program', 'not_installed', 'path_not_changed']),
      cause: text,
    }),
  },
  /** A file that was not opened in an editor: `editor` is its name, `cause` what the system or the program said. */
  EDITOR_NOT_OPENED: {
    httpStatus: 409,
    data: z.object({
      editor: text,
      problem: z.enum([
        'none_found',
        'gone',
        'no_display',
        'not_started',
        'ended',
        'not_copied',
        'no_try_file',
        'not_read',
        'not_kept',
      ]),
      cause: text,
    }),
  },
  /** A user's own command for the editor: `part` is what is wrong in it, `place` where, counted from 1. */
  EDITOR_COMMAND_INVALID: {
    httpStatus: 400,
    data: z.object({
      command: text,
      problem: z.enum([
        'empty',
        'open_quote',
        'open_escape',
        'unknown_placeholder',
        'placeholder_first',
        'no_program',
        'needs_terminal',
        'quote_in_script',
        'macos_app',
      ]),
      part: text,
      place: count,
    }),
  },
  /** Anything that was not foreseen: `id` finds the full entry in the log. */
  INTERNAL: { httpStatus: 500, data: z.object({ id: text }) },
} as const;

export type ErrorCode = keyof typeof errorTable;
export type ErrorData<C extends ErrorCode> = z.infer<(typeof errorTable)[C]['data']>;
export const errorCodes: readonly ErrorCode[] = Object.keys(errorTable) as ErrorCode[];
