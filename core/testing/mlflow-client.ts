import type { Json } from '#core/kernel/json.ts';
import { parseJson } from '#core/kernel/json.ts';
import type { SendOptions, TestHost } from './with-http-host.ts';

/** An answer of MLflow's API; `body` is parsed. */
export interface MlflowAnswer {
  status: number;
  body: Record<string, Json>;
}

/** Calls below /api/2.0/mlflow as a client does. */
export interface MlflowCaller {
  get(path: string, query?: Record<string, string | string[]>): Promise<MlflowAnswer>;
  post(path: string, message: unknown, options?: SendOptions): Promise<MlflowAnswer>;
}

const agent = { 'user-agent': 'mlflow-python-client/3.17.2' };

export function createMlflowCaller({ send }: Pick<TestHost, 'send'>, base = '/api/2.0/mlflow'): MlflowCaller {
  const call = async (path: string, options: SendOptions): Promise<MlflowAnswer> => {
    const { status, body } = await send(`${base}${path}`, options);
    const parsed = parseJson(body);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
      throw new Error(`${path} answered ${status} with no JSON object: ${body.slice(0, 200)}`);
    return { status, body: parsed };
  };
  return {
    get: (path, query = {}) => {
      const search = new URLSearchParams(
        Object.entries(query).flatMap(([key, value]) =>
          [value].flat().map((item): [string, string] => [key, item]),
        ),
      );
      return call(`${path}?${search.toString()}`, { headers: agent });
    },
    post: (path, message, options = {}) =>
      call(path, {
        method: 'POST',
        body: typeof message === 'string' ? message : JSON.stringify(message),
        ...options,
        headers: { 'content-type': 'application/json', ...agent, ...options.headers },
      }),
  };
}
