import { Agent, request } from 'node:http';

/** One kept-alive connection to MLflow's REST routes of a host. */
export interface RestConnection {
  post(path: string, body: object): Promise<RestReply>;
  get(path: string): Promise<RestReply>;
  close(): void;
}

export interface RestReply {
  status: number;
  text: string;
  /** from before the request until the whole answer is there */
  ms: number;
}

/** `path` is what follows `/api/2.0/mlflow/`. */
export function connectRest(address: string): RestConnection {
  const { hostname, port } = new URL(address);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const send = (method: string, path: string, body?: string): Promise<RestReply> =>
    new Promise((resolve, reject) => {
      const start = performance.now();
      const headers = body === undefined ? {} : jsonHeaders(body);
      const target = { agent, hostname, port, method, path: `/api/2.0/mlflow/${path}`, headers };
      request(target, (message) => {
        const chunks: Buffer[] = [];
        message.on('data', (chunk: Buffer) => chunks.push(chunk));
        message.once('error', reject);
        message.once('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({ status: message.statusCode ?? 0, text, ms: performance.now() - start });
        });
      })
        .once('error', reject)
        .end(body);
    });
  return {
    post: (path, body) => send('POST', path, JSON.stringify(body)),
    get: (path) => send('GET', path),
    close: () => {
      agent.destroy();
    },
  };
}

function jsonHeaders(body: string): Record<string, string | number> {
  return { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
}
