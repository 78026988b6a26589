import type { IncomingHttpHeaders } from 'node:http';
import type { Actor } from '#contract/entities.ts';

const maxName = 100;

/** Who a request is from, by what the client says of itself: `mlflow-python-client/3.17.2`. */
export function readClient(headers: IncomingHttpHeaders): { client: string; actor: Actor } {
  const agent = (headers['user-agent'] ?? '').slice(0, maxName);
  const [, version] = /^mlflow-[\w-]+\/(\S+)/.exec(agent) ?? [];
  const name = version === undefined ? agent : `mlflow ${version}`;
  return { client: agent, actor: { kind: 'client', name: name === '' ? 'http' : name } };
}
