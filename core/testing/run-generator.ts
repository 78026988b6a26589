import type { Connection } from '#core/store/database.ts';

export interface GeneratedRuns {
  runs: number;
  /** Runs are dealt over this many new experiments, in turn. */
  experiments: number;
  /** Keys per run, at most ten of each kind. */
  metrics?: number;
  params?: number;
  tags?: number;
  /** So many runs of an experiment in a row are children of the one before them; 0 when left out. */
  children?: number;
  /** Another seed gives other values, the same seed the same database. */
  seed?: number;
}

/** How the values of one key lie over the runs; `h` is a hash of run and key, `i` the run's number in start order. */
interface Shape {
  key: string;
  value: string;
  isNan?: string;
  /** Which runs have the key. */
  where?: string;
}

/**
 * The shapes that make a search easy or hard: spread evenly, rising and falling with the start time, all equal, few
 * values, missing in half of the runs (the older half, so that what is there comes last or first), with NaN.
 */
const metricShapes: readonly Shape[] = [
  { key: 'accuracy', value: 'h % 1000003 / 1000003.0' },
  { key: 'rising', value: 'i * 1.0 / n' },
  { key: 'falling', value: '1.0 - i * 1.0 / n' },
  { key: 'constant', value: '1.0' },
  { key: 'level', value: '(h % 5) * 1.0' },
  { key: 'late half', value: 'h % 1000 / 10.0', where: 'i >= n / 2' },
  { key: 'with nan', value: 'CASE WHEN h % 10 = 0 THEN 0.0 ELSE h % 977 * 1.0 END', isNan: 'h % 10 = 0' },
  { key: 'loss', value: 'h % 1000003 / 7.0' },
  { key: 'seconds', value: 'h % 600 + 0.5' },
  { key: 'f1', value: 'h % 9973 / 9973.0' },
];

const paramShapes: readonly Shape[] = [
  {
    key: 'model',
    value: "CASE h % 4 WHEN 0 THEN 'forest' WHEN 1 THEN 'svm' WHEN 2 THEN 'logreg' ELSE 'bayes' END",
  },
  { key: 'data', value: "printf('s3://bucket/reviews/part-%06d/file.parquet', h % 1000000)" },
  { key: 'constant', value: "'same for all'" },
  { key: 'epoch', value: "CASE WHEN i * 2 < n THEN 'old' ELSE 'new' END" },
  { key: 'rising', value: "printf('%08d', i)" },
  { key: 'early half', value: "printf('%03d', h % 1000)", where: 'i < n / 2' },
  { key: 'lr', value: "printf('0.%03d', h % 50)" },
  { key: 'depth', value: "printf('%d', h % 12)" },
  { key: 'solver', value: "CASE h % 2 WHEN 0 THEN 'lbfgs' ELSE 'saga' END" },
  { key: 'note', value: "printf('a longer text of the user, number %d of the day', h % 100000)" },
];

const tagShapes: readonly Shape[] = [
  { key: 'owner', value: "CASE h % 3 WHEN 0 THEN 'kim' WHEN 1 THEN 'alva' ELSE 'noor' END" },
  { key: 'commit', value: "printf('%016x', h * 48271)" },
  { key: 'stage', value: "CASE WHEN i * 2 < n THEN 'past' ELSE 'present' END" },
  { key: 'sparse', value: "'marked'", where: 'i % 1000 = 7' },
  { key: 'source', value: "printf('/home/kim/train_%03d.py', h % 300)" },
];

/** The start of the oldest generated run, ms since 1970 UTC; the next ones follow ten seconds apart. */
const firstStart = 1_760_000_000_000;

/**
 * Fills a workspace database with runs by plain SQL, far faster than through the engine: 100,000 runs take some
 * seconds. Returns the ids of the experiments.
 */
export function generateRuns(connection: Connection, options: GeneratedRuns): number[] {
  const first = Number(connection.get<{ n: number }>('SELECT coalesce(max(id), 0) + 1 AS n FROM runs')?.n);
  const cacheSize = Number(connection.pragma('cache_size'));
  connection.pragma('cache_size = -400000');
  connection.exec('BEGIN');
  const experimentIds = insertExperiments(connection, options.experiments);
  insertRuns(connection, first, experimentIds, options);
  insertValues(connection, first, options);
  connection.exec('COMMIT');
  connection.pragma(`cache_size = ${cacheSize}`);
  return experimentIds;
}

function insertExperiments(connection: Connection, count: number): number[] {
  const { n: before } = connection.get<{ n: number }>('SELECT count(*) AS n FROM experiments') ?? { n: 0 };
  return Array.from({ length: count }, (_, index) => {
    const name = `generated-${before + index}`;
    const created = firstStart + index;
    return connection.run(
      'INSERT INTO experiments (name, artifact_location, created_at, updated_at) VALUES (?, ?, ?, ?)',
      name,
      `mlflow-artifacts:/${name}`,
      created,
      created,
    ).lastId;
  });
}

/** A hash of the expression `x`, 31 bits. SQLite has no XOR: a linear step, then a square-like one, modulo a prime. */
function hashSql(x: string): string {
  const mixed = `(((${x}) * 48271 + 12345) % 2147483647)`;
  return `(${mixed} * (${mixed} % 32749 + 3) % 2147483647)`;
}

function insertRuns(
  connection: Connection,
  first: number,
  experimentIds: number[],
  options: GeneratedRuns,
): void {
  const seed = options.seed ?? 1;
  const hash = hashSql(`i + ${seed} * 7919`);
  const place = `(i / ${experimentIds.length} % ${(options.children ?? 0) + 1})`;
  const parent = `CASE WHEN ${place} = 0 THEN NULL ELSE ${first} + i - ${place} * ${experimentIds.length} END`;
  connection.run(
    `INSERT INTO runs (id, uuid, experiment_id, parent_id, name, user_id, status, started_at, ended_at, lifecycle, artifact_uri)
     WITH RECURSIVE numbers (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM numbers WHERE i + 1 < ${options.runs})
     SELECT ${first} + i, printf('%08x%08x%08x%08x', h, i, ${hashSql('h')}, ${seed}), e, ${parent},
       printf('%s-%s-%03d', substr('ambercalmglad', 1 + h % 9, 5), substr('heronkiteswan', 1 + h % 7, 5), h % 1000),
       CASE h % 3 WHEN 0 THEN 'kim' ELSE 'alva' END,
       CASE h % 10 WHEN 0 THEN 'FAILED' WHEN 1 THEN 'RUNNING' ELSE 'FINISHED' END,
       s, CASE WHEN h % 10 = 1 THEN NULL ELSE s + h % 3600000 END, h % 50 = 0,
       printf('mlflow-artifacts:/%d/%08x/artifacts', e, h)
     FROM (SELECT i, ${hash} AS h, ${firstStart} + i * 10000 AS s,
             json_extract(?, '$[' || (i % ${experimentIds.length}) || ']') AS e FROM numbers)`,
    JSON.stringify(experimentIds),
  );
}

function insertValues(connection: Connection, first: number, options: GeneratedRuns): void {
  const metrics = metricShapes.slice(0, options.metrics ?? 10);
  insertTable(
    connection,
    first,
    options,
    metrics,
    'metrics (run_id, key_id, step, timestamp, value, is_nan)',
    '0, t, v, x',
  );
  insertTable(
    connection,
    first,
    options,
    metrics,
    'latest_metrics (run_id, key_id, experiment_id, value, is_nan, step, timestamp, min, max, count)',
    'e, v, x, 0, t, CASE WHEN x THEN NULL ELSE v END, CASE WHEN x THEN NULL ELSE v END, 1',
  );
  const params = paramShapes.slice(0, options.params ?? 10);
  insertTable(connection, first, options, params, 'params (run_id, key_id, experiment_id, value)', 'e, v');
  const tags = tagShapes.slice(0, options.tags ?? 5);
  insertTable(connection, first, options, tags, 'run_tags (run_id, key_id, experiment_id, value)', 'e, v');
}

function insertTable(
  connection: Connection,
  first: number,
  options: GeneratedRuns,
  shapes: readonly Shape[],
  target: string,
  columns: string,
): void {
  if (shapes.length === 0) return;
  const seed = options.seed ?? 1;
  const keyIds = shapes.map(({ key }) => internKey(connection, key));
  const chosen = (pick: (shape: Shape) => string): string =>
    `CASE k ${shapes.map((shape, k) => `WHEN ${k} THEN ${pick(shape)}`).join(' ')} END`;
  connection.run(
    `INSERT INTO ${target}
     SELECT r, json_extract(?, '$[' || k || ']'), ${columns} FROM (
       SELECT *, ${chosen(({ value }) => value)} AS v, ${chosen(({ isNan }) => isNan ?? '0')} AS x,
         ${chosen(({ where }) => where ?? '1')} AS present
       FROM (
         SELECT runs.id AS r, runs.experiment_id AS e, runs.started_at AS t, runs.id - ${first} AS i,
           ${options.runs} AS n, k, ${hashSql(`runs.id * 31 + k * 524287 + ${seed} * 104729`)} AS h
         FROM runs CROSS JOIN (SELECT value AS k FROM json_each('${JSON.stringify(shapes.map((_, k) => k))}'))
         WHERE runs.id >= ${first} AND runs.id < ${first + options.runs}
       )
     ) WHERE present`,
    JSON.stringify(keyIds),
  );
}

function internKey(connection: Connection, name: string): number {
  connection.run('INSERT INTO keys (name) VALUES (?) ON CONFLICT DO NOTHING', name);
  return Number(connection.get<{ id: number }>('SELECT id FROM keys WHERE name = ?', name)?.id);
}
