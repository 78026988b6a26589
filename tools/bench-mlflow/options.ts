import { parseArgs } from 'node:util';

/** How much is measured. */
export interface BenchSize {
  /** seeded runs, each with 10 metrics of 5 points, 10 params and 5 tags */
  runs: number;
  /** runs with a long history of one metric, and points of it */
  historyRuns: number;
  historySteps: number;
  artifactBytes: number;
  /** measured turns of each call on each server */
  turns: number;
  starts: number;
  /** how long each server is put under load, ms */
  loadMs: number;
}

export interface BenchMlflowOptions {
  json: boolean;
  seed: number;
  size: BenchSize;
  /** parts of names of calls; all when empty */
  filters: string[];
  /** Also MLflow with its default number of workers. */
  withDefault: boolean;
  withPython: boolean;
}

const fullSize: BenchSize = {
  runs: 10_000,
  historyRuns: 20,
  historySteps: 2000,
  artifactBytes: 100 * 1024 * 1024,
  turns: 7,
  starts: 3,
  loadMs: 10_000,
};

const quickSize: BenchSize = {
  runs: 500,
  historyRuns: 20,
  historySteps: 200,
  artifactBytes: 8 * 1024 * 1024,
  turns: 3,
  starts: 1,
  loadMs: 2000,
};

export const help = `Stile beside the real MLflow server, on this machine, in one run.

  npm run bench:mlflow -- [call ...] [--quick] [--json] [--seed 1] [--skip-default] [--skip-python]

  call            only calls whose name contains this, such as "search"
  --quick         500 runs instead of 10,000, few turns: to see that it works, not how fast it is
  --skip-default  without MLflow with its default number of workers
  --skip-python   without the Python client's own times`;

/**
 * @returns null when help is asked for
 * @throws when an option is unknown or not a whole number
 */
export function parseBenchOptions(args: string[]): BenchMlflowOptions | null {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      'skip-default': { type: 'boolean', default: false },
      'skip-python': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  if (!/^\d{1,9}$/.test(values.seed))
    throw new Error(`--seed is ${JSON.stringify(values.seed)} and must be a whole number, such as --seed 1.`);
  return {
    json: values.json,
    seed: Number(values.seed),
    size: values.quick ? quickSize : fullSize,
    filters: positionals,
    withDefault: !values['skip-default'],
    withPython: !values['skip-python'],
  };
}
