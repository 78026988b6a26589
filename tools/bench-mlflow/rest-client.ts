import { Agent, request } from 'node:http';
import { statSync, createReadStream } from 'node:fs';

/** One call as it goes over the wire. */
export interface RestCall {
  method: 'GET' | 'POST' | 'PUT';
  /** with the query */
  path: string;
  /** sent as JSON */
  body?: object;
  /** sent as it is, from this file */
  file?: string;
}

export interface RestAnswer {
  status: number;
  body: Buffer;
  /** from before the request until the whole answer is there */
  ms: number;
}

/** A client of raw HTTP: one connection that is kept open, the same code for every server. */
export interface RestClient {
  send(call: RestCall): Promise<RestAnswer>;
  /**
   * `send`, and the answer as what it says in JSON.
   * @throws when the status is not 200
   */
  read(call: RestCall): Promise<unknown>;
  /** `send` without keeping the answer: its length instead. For large files. */
  measure(call: RestCall): Promise<{ status: number; bytes: number; ms: number }>;
  close(): void;
}

export function createRestClient(address: string): RestClient {
  const { hostname, port } = new URL(address);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const send = async (call: RestCall): Promise<RestAnswer> => {
    const chunks: Buffer[] = [];
    const { status, ms } = await exchange({ agent, hostname, port }, call, (chunk) => chunks.push(chunk));
    return { status, ms, body: Buffer.concat(chunks) };
  };
  return {
    send,
    read: async (call) => {
      const { status, body } = await send(call);
      const text = body.toString('utf8');
      if (status !== 200)
        throw new Error(`${call.method} ${call.path} answered ${status}: ${text.slice(0, 300)}`);
      return JSON.parse(text) as unknown;
    },
    measure: async (call) => {
      let bytes = 0;
      const { status, ms } = await exchange(
        { agent, hostname, port },
        call,
        (chunk) => (bytes += chunk.length),
      );
      return { status, bytes, ms };
    },
    close: () => {
      agent.destroy();
    },
  };
}

interface Target {
  agent: Agent;
  hostname: string;
  port: string;
}

type OnData = (chunk: Buffer) => void;

/** Once more where the server closed an idle connection just when the call came: MLflow's does after 5 s. */
async function exchange(
  target: Target,
  call: RestCall,
  onData: OnData,
): Promise<{ status: number; ms: number }> {
  try {
    return await exchangeOnce(target, call, onData);
  } catch (error) {
    if (error instanceof IdleClosedError) return exchangeOnce(target, call, onData);
    throw error;
  }
}

class IdleClosedError extends Error {}

function exchangeOnce(
  target: Target,
  { method, path, body, file }: RestCall,
  onData: OnData,
): Promise<{ status: number; ms: number }> {
  const content = body === undefined ? undefined : JSON.stringify(body);
  const headers = {
    ...(content !== undefined && {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(content),
    }),
    ...(file !== undefined && { 'content-length': statSync(file).size }),
    'user-agent': 'bench-mlflow/1',
  };
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const outgoing = request({ ...target, method, path, headers }, (message) => {
      message.on('data', onData);
      message.once('error', reject);
      message.once('end', () => {
        resolve({ status: message.statusCode ?? 0, ms: performance.now() - start });
      });
    });
    outgoing.once('error', (error) => {
      reject(outgoing.reusedSocket ? new IdleClosedError(error.message, { cause: error }) : error);
    });
    if (file === undefined) outgoing.end(content);
    else
      createReadStream(file, { highWaterMark: 1024 * 1024 })
        .once('error', reject)
        .pipe(outgoing);
  });
}
