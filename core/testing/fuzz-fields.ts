import { makeObject, makeOddJson, makeOddText, type JsonMaker } from './fuzz-json.ts';
import type { FuzzPool } from './fuzz-pool.ts';
import type { Random } from './random.ts';

/** What a message's field of this name may hold, as JSON text; half of the time there is such a thing. */
export type FieldMakers = Readonly<Record<string, JsonMaker>>;

/** What is really there is worth more shots. */
function often<T>(items: readonly T[]): T[] {
  return [...items, ...items, ...items, ...items];
}

const text =
  (...texts: string[]): JsonMaker =>
  (random) =>
    JSON.stringify(random.pick(texts));
const raw =
  (...values: string[]): JsonMaker =>
  (random) =>
    random.pick(values);

/** Makers by the name of the field, in any message. */
export function makeFieldMakers(pool: FuzzPool): FieldMakers {
  const simple: FieldMakers = {
    experiment_id: text(...pool.experiments, '999'),
    experiment_name: text(...pool.experimentNames),
    run_id: text(...often(pool.runs), 'none'),
    name: text(...often(pool.models), ...pool.experimentNames, 'new'),
    new_name: text('renamed', ...pool.models, ...pool.experimentNames),
    version: text(...often(pool.versions), '2'),
    alias: text('champion', 'best'),
    stage: text('None', 'Staging', 'Production', 'Archived'),
    key: text('loss', 'p', 't', 'mlflow.note.content', 'mlflow.runName', 'mlflow.source.name'),
    value: raw('0.5', '"NaN"', '"-Infinity"', '"x"', '1e308', '""'),
    timestamp: raw('1', '1760000000000', '"1760000000000"'),
    step: raw('0', '5', '-1', '"7"', '9007199254740991'),
    max_results: raw('1', '2', '100', '"5"', '1000', '0', '-1'),
    page_token: text('', '', '', '', 'AAAA', 'eyJhIjoxfQ==', 'MQ'),
    filter: text('', '', '', "name != 'x'", ...filters),
    view_type: raw('"ACTIVE_ONLY"', '"DELETED_ONLY"', '"ALL"', '3', '"3"', '9'),
    artifact_location: text(...places),
    source: (random) =>
      text(
        `runs:/${random.pick(pool.runs)}/model`,
        `models:/${random.pick(pool.loggedModels)}`,
        ...places,
      )(random),
    model_id: text(...often(pool.loggedModels), 'm-none'),
    model_json: text(
      '{"run_id":"x","flavors":{},"artifact_path":"model","utc_time_created":"x"}',
      '{}',
      '[]',
      'x',
    ),
    status: raw('"RUNNING"', '"FINISHED"', '3', '"LOGGED_MODEL_READY"', '2', '"OK"'),
    trace_id: text(...often(pool.traces), 'tr-none'),
    assessment_id: text(...often(pool.assessments), 'a-none'),
    update_mask: text('assessmentName,feedback', 'rationale', 'metadata', 'expectation.value', ''),
    path: text('model', 'model/MLmodel', 'MLmodel', 'a.txt', '', '../x', 'model/../..'),
    order: text('name', 'name DESC', 'creation_time', 'timestamp_ms DESC', ...orders),
  };
  return withLists(simple);
}

const filters = [
  '',
  "metrics.loss > 0.1 AND params.p = '1'",
  "tags.t LIKE '%x%' OR NOT attributes.status = 'RUNNING'",
  "name ILIKE 'F%'",
  "run_id IN ('a', 'b')",
  "trace.status = 'OK'",
  'metrics.`lo ss` < 1e400',
  "tags.`mlflow.x` != '",
  '((((name = 1',
  "dataset.name = 'x' AND dataset.context IS NULL",
];
const orders = [
  'metrics.loss DESC',
  'attributes.start_time ASC',
  'name',
  'params.`p` desc',
  'tags.t',
  'x.y',
  'a b c',
];
const places = [
  's3://bucket/x',
  'mlflow-artifacts:/0/x',
  'file:///etc',
  '/etc',
  'http://127.0.0.1:1/x',
  'runs:/a/b',
  'dbfs:/x',
  './x',
  'mlflow-artifacts:/%2e%2e/x#y',
];

/** Names that mean the same, and messages inside of messages. */
function withLists(one: FieldMakers): FieldMakers {
  const of = (name: string): JsonMaker => one[name] ?? makeOddJson;
  const list =
    (item: JsonMaker): JsonMaker =>
    (random) =>
      `[${Array.from({ length: random.int(4) }, () => pickMaker(random, item)(random)).join(',')}]`;
  const object =
    (makers: FieldMakers): JsonMaker =>
    (random) =>
      makeMessage(random, makers, Object.keys(makers));
  const pair = object({ key: of('key'), value: text('1', '', 'x') });
  const location = object({ mlflow_experiment: object({ experiment_id: of('experiment_id') }) });
  const map = object({ 'mlflow.user': text('ada'), a: text('b') });
  const assessment = object({
    assessment_name: text('good'),
    feedback: object({ value: makeOddJson }),
    expectation: object({ value: makeOddJson }),
    source: object({ source_type: text('HUMAN', 'CODE'), source_id: text('ada') }),
    create_time: text('2026-01-31T12:00:00.123Z', '9999-99-99T00:00:00Z'),
    metadata: map,
    overrides: of('assessment_id'),
    valid: raw('true', 'false'),
  });
  const dataset = object({
    name: text('d'),
    digest: text('1'),
    source_type: text('local', 'http'),
    source: text('{"uri":"file:///etc/passwd"}', '{}'),
    schema: text('{}'),
    profile: text('{}'),
  });
  const point = object({
    key: of('key'),
    value: of('value'),
    timestamp: of('timestamp'),
    step: of('step'),
    model_id: of('model_id'),
  });
  return {
    ...one,
    run_uuid: of('run_id'),
    source_run_id: of('run_id'),
    request_id: of('trace_id'),
    metric_key: text('loss', 'none'),
    tag_key: of('key'),
    start_time: of('timestamp'),
    end_time: of('timestamp'),
    timestamp_ms: of('timestamp'),
    max_timestamp_millis: of('timestamp'),
    start_step: of('step'),
    end_step: of('step'),
    max_traces: of('max_results'),
    run_view_type: of('view_type'),
    filter_string1: of('filter'),
    filter_string2: of('filter'),
    base_filter: of('filter'),
    artifact_directory_path: of('path'),
    artifact_file_path: of('path'),
    run_name: text('a run', ''),
    description: text('words', ''),
    order_by: (random) =>
      (random.int(3) === 0
        ? list(object({ field_name: of('order'), ascending: raw('true', 'false') }))
        : list(of('order')))(random),
    experiment_ids: list(of('experiment_id')),
    run_ids: list(of('run_id')),
    trace_ids: list(of('trace_id')),
    request_ids: list(of('trace_id')),
    stages: list(of('stage')),
    tags: (random) => (random.int(4) === 0 ? map : list(pair))(random),
    params: list(pair),
    request_metadata: list(pair),
    trace_metadata: map,
    metrics: list(point),
    models: list(object({ model_id: of('model_id'), step: of('step') })),
    datasets: list(object({ dataset, tags: list(pair), dataset_name: text('d'), dataset_digest: text('1') })),
    prompt_versions: list(object({ name: of('name'), version: of('version') })),
    locations: list(location),
    assessment,
    trace: object({
      trace_info: object({
        trace_id: (random) =>
          JSON.stringify(random.int(3) === 0 ? makeOddText(random) : `tr-${random.int(1e9)}`),
        trace_location: location,
        request_time: text('2026-01-31T12:00:00Z'),
        execution_duration: text('0.5s', '-1s', '999999999999s'),
        state: text('OK', 'ERROR'),
        tags: map,
        trace_metadata: map,
        assessments: list(assessment),
      }),
    }),
  };
}

/** A message of these fields: most are there, most are half right. */
export function makeMessage(random: Random, makers: FieldMakers, fields: readonly string[]): string {
  const present = fields.filter(() => random.next() < 0.92);
  return makeObject(
    random,
    present.map((field) => [field, makeField(random, makers, field)] as const),
  );
}

export function makeField(random: Random, makers: FieldMakers, field: string): string {
  return pickMaker(random, makers[field] ?? makeOddJson)(random);
}

function pickMaker(random: Random, maker: JsonMaker): JsonMaker {
  return random.next() < 0.96 ? maker : makeOddJson;
}
