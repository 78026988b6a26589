import { parseJson, type Json } from '#core/kernel/json.ts';
import type { SendOptions, TestHost } from './with-http-host.ts';

/** An answer of MLflow's API, its body parsed. */
export interface MlflowAnswer {
  status: number;
  body: Record<string, Json>;
}

type Query = Record<string, string | readonly string[]>;

/** Calls below a base of MLflow's API, as the Python client does. */
export interface MlflowCaller {
  get(path: string, query?: Query): Promise<MlflowAnswer>;
  /** `message`: an object, or the body as it is. */
  post(path: string, message: unknown, options?: SendOptions): Promise<MlflowAnswer>;
  patch(path: string, message: unknown): Promise<MlflowAnswer>;
  delete(path: string, message?: unknown): Promise<MlflowAnswer>;
  /** Makes a run in experiment 0 unless `message` says another; returns its id. */
  createRun(message?: object): Promise<string>;
  createExperiment(name: string): Promise<string>;
}

const agent = { 'user-agent': 'mlflow-python-client/3.17.2' };

export function createMlflowCaller({ send }: Pick<TestHost, 'send'>, base = '/api/2.0/mlflow'): MlflowCaller {
  const call = async (path: string, options: SendOptions): Promise<MlflowAnswer> => {
    const { status, body } = await send(`${base}${path}`, options);
    return {
      status,
      body: asObject(parseJson(body), `${path} answered ${status} with ${body.slice(0, 200)}`),
    };
  };
  const write = (
    method: 'POST' | 'PATCH' | 'DELETE',
    path: string,
    message: unknown,
    options: SendOptions = {},
  ): Promise<MlflowAnswer> =>
    call(path, {
      method,
      body: typeof message === 'string' ? message : JSON.stringify(message),
      ...options,
      headers: { 'content-type': 'application/json', ...agent, ...options.headers },
    });
  const post: MlflowCaller['post'] = (...args) => write('POST', ...args);
  return {
    get: (path, query = {}) => call(`${path}?${toSearch(query)}`, { headers: agent }),
    post,
    patch: (path, message) => write('PATCH', path, message),
    delete: (path, message = {}) => write('DELETE', path, message),
    createRun: async (message = {}) => {
      const { body } = await post('/runs/create', { experiment_id: '0', start_time: 1, ...message });
      return textAt(body, 'run', 'info', 'run_id');
    },
    createExperiment: async (name) => {
      const { body } = await post('/experiments/create', { name });
      return textAt(body, 'experiment_id');
    },
  };
}

function toSearch(query: Query): string {
  const pairs = Object.entries(query).flatMap(([key, value]) =>
    [value].flat().map((item): [string, string] => [key, item]),
  );
  return new URLSearchParams(pairs).toString();
}

/** What lies at a path inside of an answer; fails where there is nothing. */
export function at(value: Json | undefined, ...path: readonly (string | number)[]): Json {
  const found = path.reduce<Json | undefined>((inner, key) => {
    if (typeof inner !== 'object' || inner === null) return undefined;
    return Array.isArray(inner) ? inner[Number(key)] : inner[key];
  }, value);
  if (found === undefined) throw new Error(`nothing at ${path.join('.')} of ${JSON.stringify(value)}`);
  return found;
}

/** As `at`; fails where there is no text. */
export function textAt(...place: Parameters<typeof at>): string {
  const found = at(...place);
  if (typeof found !== 'string') throw new Error(`no text: ${JSON.stringify(found)}`);
  return found;
}

function asObject(value: Json | undefined, problem: string): Record<string, Json> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(problem);
  return value;
}
