import type { EntityKind, ErrorCode, ErrorData } from '#contract/errors.ts';
import type { ProblemCode } from '#renderer/bridge/problems.ts';

/** One sentence per error code, in what happened and what to do; a missing code does not compile. */
export const errors = {
  INVALID_ARGUMENT: '“{{value}}” does not fit {{field}}. Give another value.',
  INVALID_INPUT:
    'The engine refused the request at {{path}}. Reload the window; if it comes back, the window and the engine are of different versions.',
  FILTER_SYNTAX: 'The filter does not parse at character {{column}}.',
  INVALID_PAGE_TOKEN: 'This list has changed since it was read. Read it again from the top.',
  LIMIT_EXCEEDED: '{{what}} has {{actual}} {{unit}}; the limit is {{limit}}.',
  PATH_NOT_ALLOWED:
    'The path “{{path}}” is not allowed. Stay inside the run’s own folder and avoid names that Windows refuses.',
  NOT_FOUND: 'There is no {{kind}} “{{id}}”. It may have been deleted for good.',
  ALREADY_EXISTS: 'There is already {{kind}} “{{name}}”. Choose another name.',
  ALREADY_EXISTS_DELETED:
    'A deleted {{kind}} holds the name “{{name}}”. Restore it, delete it for good, or choose another name.',
  INVALID_STATE: 'The {{kind}} “{{id}}” is {{state}}, so this is not possible now.',
  CONFLICT:
    'The {{kind}} “{{id}}” was changed elsewhere in the meantime, so nothing was written. Look at what is there now and try again.',
  CANNOT_UNDO: 'This cannot be undone: {{reason}}.',
  PARAM_CHANGED:
    'Param “{{key}}” is already “{{stored}}” and params are written once. Log “{{given}}” under another key or in a new run.',
  DATA_INVALID: '{{source}} cannot be used as it is.',
  MODEL_DAMAGED:
    'The model {{model}} is damaged: {{file}} is missing or cannot be read. Register it anew from its run.',
  MODEL_NOT_RUNNABLE:
    'Stile cannot run {{model}} (its flavors are {{flavors}}). Log it to a run of this workspace with a flavor that MLflow loads as python_function.',
  MODEL_FAILED: 'The model {{model}} failed in Python: “{{problem}}” The engine’s log has more.',
  PYTHON_NOT_FOUND:
    'No Python was found that fits. Install Python {{wanted}} from python.org, or name one in STILE_PYTHON, and try again.',
  PYTHON_ENVIRONMENT_FAILED: 'The packages could not be installed for Python {{python}}. {{why}}',
  PIPELINE_INVALID:
    'The file of pipeline {{pipeline}} has an error in line {{line}}, column {{column}}: “{{value}}” at {{path}}. Mend the file and try again.',
  GATE_FAILED:
    '{{model}} did not pass the gate: {{check}} is {{value}}, and {{needed}} is needed (n={{n}}). The champion stays.',
  CANCELED: '{{what}} was stopped before it was done.',
  UNAUTHORIZED: 'This browser is not let in. Open the address that npm start or stile open prints.',
  WORKSPACE_IN_USE:
    'Another engine (process {{pid}}) has the workspace {{path}} open. Use that one, or stop it first.',
  WORKSPACE_NEWER:
    'The workspace {{path}} comes from a newer Stile (version {{found}}; this one reads {{supported}}). Update Stile.',
  WORKSPACE_NOT_WRITABLE:
    'The folder {{path}} cannot be written. Check its permissions and that the disk is not read-only.',
  WORKSPACE_NOT_A_FOLDER: '{{path}} is not a folder. Choose a folder for the workspace.',
  WORKSPACE_DAMAGED:
    'The database in {{path}} is damaged and open for reading only. Restore the latest backup.',
  DISK_FULL: 'The disk of {{path}} is full. Free some space and try again.',
  PORT_IN_USE: 'Port {{port}} belongs to another program. Stop it or choose another port.',
  ENGINE_UNREACHABLE: 'The engine does not answer. Its workspace is {{path}}.',
  ENGINE_STOPPING: 'The engine is stopping and takes no new work.',
  ARCHIVE_INVALID: '{{path}} is not a workspace that Stile can open.',
  UPDATE_REFUSED: '{{file}} is not installed.',
  COMMAND_NOT_PLACED: 'The command {{file}} was not changed.',
  EDITOR_NOT_OPENED: 'The file was not opened in {{editor}}.',
  EDITOR_COMMAND_INVALID: 'The command “{{command}}” opens no file.',
  INTERNAL: 'The engine met something unforeseen. Its log holds the details under {{id}}.',
  CONNECTION_LOST: 'The engine did not answer, so this may not have been saved. Try again when it is back.',
  UNEXPECTED: 'The window met something unforeseen: {{detail}}',
} satisfies Record<ErrorCode | ProblemCode | 'ALREADY_EXISTS_DELETED', string>;

/** Why packages could not be installed, and what helps. */
export const installCauses = {
  disk_full: 'The disk is full: free some space, or delete environments that are no longer needed.',
  offline:
    'The package index cannot be reached: connect to the network once, or name a Python that has the packages in STILE_PYTHON.',
  no_version:
    '{{package}} cannot be had for it: correct the requirements (of a model: log it again), or install the Python that they were written for.',
  no_wheel:
    '{{package}} has no wheel for this machine and could not be built: install a Python that there are wheels for, or a compiler.',
  conflict: '{{package}} do not go together: take versions from an environment that “pip check” accepts.',
  gone: 'The environment was gone again right after it was made. Try again.',
  other: 'The installer said: “{{problem}}” The engine’s log has all of it.',
} satisfies Record<ErrorData<'PYTHON_ENVIRONMENT_FAILED'>['cause'], string>;

/** What is wrong with data, where, and what helps; `place` and `value` may be empty. */
export const dataProblems = {
  missing_column: '{{source}} has no column “{{value}}”. Choose one of the columns that it has.',
  empty: '{{source}} holds no rows. Choose a file with a header and rows below it.',
  too_few_rows:
    '{{source}} has too few rows to train and measure a model ({{value}}). Give at least 12 rows with a text for each of two labels.',
  one_class:
    'Every row of {{source}} has the same label “{{value}}”, and a classifier needs two. Choose another label column.',
  too_few_per_class:
    'The labels in “{{place}}” of {{source}} have too few rows each ({{value}}). Choose another label column, or add rows.',
  no_classes:
    'The model gave {{value}} different answers for the rows of {{source}}: these are no classes that can be right or wrong. Compare a model that predicts classes.',
  unknown_labels:
    '{{source}} has {{value}} different labels that the model does not know. Check which column holds the labels.',
  encoding: '{{source}} is not in the encoding that was asked for ({{place}}). Choose another encoding.',
  format: '{{source}} cannot be read as a table ({{place}}). Choose a CSV, JSONL or Parquet file.',
  too_large: '{{source}} is too large ({{value}}). Choose a smaller file, or a part of this one.',
  duplicate_column: '{{source}} has the column “{{value}}” twice. Rename one of them.',
  ragged_row:
    'A row of {{source}} has more or fewer cells than the header ({{place}}). Try another delimiter.',
  query: 'The query on {{source}} cannot be run ({{value}}). Write one SELECT.',
  unreachable: '{{source}} cannot be reached. Check the path or the address.',
  no_words: 'The texts of {{source}} hold no words to learn from. Choose another text column.',
  hash_differs:
    'The stored file {{place}} of {{source}} is not what was stored. Restore it, or add the data again.',
} satisfies Record<ErrorData<'DATA_INVALID'>['problem'], string>;

/** Why a file is not installed as an update, and what helps. */
export const updateProblems = {
  no_file: 'There is no file {{file}}. Choose the installer that was downloaded.',
  no_signature_file:
    'Beside {{file}} there is no {{wanted}}. Download it from the same place and put it beside the installer.',
  malformed: 'The signature file of {{file}} cannot be read ({{found}}). Download both files again.',
  no_trusted_keys:
    'This build of Stile trusts no key, so it installs no update from a file. Install {{file}} by hand if you trust where it comes from.',
  unknown_key:
    '{{file}} is signed with the key {{found}}, which this Stile does not trust. Take the file from where Stile came from.',
  bad_signature: 'The signature of {{file}} is not right: it was changed after it was signed. Do not use it.',
  other_name: 'The signature speaks of {{wanted}}, and the file is called {{found}}. Give it its name back.',
  other_size: '{{file}} has {{found}} bytes instead of {{wanted}}. Download it again.',
  other_content:
    'The content of {{file}} is not what was signed. Download it again, and do not use this one.',
  other_platform: '{{file}} is for another system ({{found}}); this one needs {{wanted}}. Download that one.',
  other_arch: '{{file}} is for {{found}} processors; this machine needs {{wanted}}. Download that one.',
  not_newer: '{{file}} is version {{found}}, and {{wanted}} is running: it is not newer.',
} satisfies Record<ErrorData<'UPDATE_REFUSED'>['problem'], string>;

/** Why the command could not be put on PATH, and what helps. */
export const commandProblems = {
  not_ours: '{{file}} belongs to another program and stays as it is. Move it away first.',
  not_writable: '{{file}} cannot be written ({{cause}}). Give your user write permission to its folder.',
  no_program: 'The program of the command was not found at {{cause}}. Install Stile again.',
  not_installed:
    'Stile runs from {{cause}}, which is gone when it ends: no command could start it. Install it (on macOS: move it to Applications), start it from there, and try again.',
  path_not_changed: 'The folder of {{file}} could not be added to PATH ({{cause}}). Add it by hand.',
} satisfies Record<ErrorData<'COMMAND_NOT_PLACED'>['problem'], string>;

/** Why a change cannot be taken back. */
export const undoReasons = {
  undone: 'it was undone before',
  no_inverse: 'nothing takes this kind of change back',
  incomplete: 'too little was recorded of what was there before',
  gone: 'what it changed is no longer there',
  changed: '{{field}} has been changed since, from “{{left}}” to “{{now}}”',
} satisfies Record<ErrorData<'CANNOT_UNDO'>['why'], string>;

export const kinds = {
  job: 'job',
  activity: 'change',
  workspace: 'workspace',
  experiment: 'experiment',
  run: 'run',
  metric: 'metric',
  param: 'param',
  tag: 'tag',
  dataset: 'dataset',
  artifact: 'artifact',
  backup: 'backup',
  file: 'file',
  model: 'model',
  model_version: 'model version',
  logged_model: 'logged model',
  alias: 'alias',
  trace: 'trace',
  assessment: 'assessment',
  pipeline: 'pipeline',
  pipeline_run: 'pipeline run',
  task: 'task',
  batch: 'batch',
  alert: 'alert',
  transfer: 'transfer',
  lineage: 'lineage',
  view: 'saved view',
} satisfies Record<EntityKind, string>;
