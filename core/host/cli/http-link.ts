import { request, type Agent, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { createORPCClient, type ClientContext } from '@orpc/client';
import { StandardRPCLink, type StandardLinkClient } from '@orpc/client/standard';
import type { EngineClient } from '#contract/procedures.ts';
import { errorText, StileError } from '#core/kernel/errors.ts';
import { parseJson } from '#core/kernel/json.ts';

export interface HttpClientOptions {
  /** The folder that the engine holds, for the message when it ends in the middle of a call. */
  workspace: string;
  /** `http://127.0.0.1:5000` */
  address: string;
  rpcToken: string;
  /** what this program is called in the activity, ASCII */
  actorName: string;
  agent: Agent;
}

/**
 * Calls a running engine over HTTP. By node:http rather than fetch, which takes 20 ms to load and gives a call up
 * after five minutes: exporting a large workspace may take longer. A call throws ENGINE_UNREACHABLE when the engine
 * ends before it has answered.
 */
export function createHttpClient(options: HttpClientOptions): EngineClient {
  const headers = {
    authorization: `Bearer ${options.rpcToken}`,
    'x-stile-actor': `command;${options.actorName}`,
  };
  const link = new StandardRPCLink<ClientContext>(createSender(options), {
    url: `${options.address}/rpc`,
    headers,
  });
  return createORPCClient(link);
}

type Sender = StandardLinkClient<ClientContext>;
type Call = Parameters<Sender['call']>[0];
type Answer = Awaited<ReturnType<Sender['call']>>;

function createSender({ workspace, address, agent }: HttpClientOptions): Sender {
  const orLost = <T>(answer: Promise<T>): Promise<T> =>
    answer.catch((error: unknown) => {
      throw lostEngine(workspace, address, error);
    });
  return {
    call: async (call) => {
      const { bytes, type } = await encodeBody(call.body);
      const headers = { ...call.headers, 'content-type': type, 'content-length': bytes.length };
      const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
      request(call.url, { method: call.method, headers, agent }, resolve).once('error', reject).end(bytes);
      const message = await orLost(promise);
      // Read to its end, a stream of events would hold the command for ever.
      if (message.headers['content-type']?.startsWith('text/event-stream') === true) {
        message.destroy();
        throw new Error(`a command reads no stream of events: ${call.url.pathname}`);
      }
      // At once: what fails inside of `body` is worded by the caller as an answer that cannot be read.
      const content = await orLost(buffer(message));
      return {
        status: message.statusCode ?? 0,
        headers: message.headers,
        body: () => decodeBody(message, content),
      };
    },
  };
}

function lostEngine(path: string, address: string, error: unknown): StileError {
  const cause = `it ended, or closed the connection, before it had answered (${errorText(error)})`;
  const remedy = 'Look what was done with `stile activity list`, and try again.';
  const message = `The engine of ${path} cannot be reached: ${cause}. ${remedy}`;
  return new StileError('ENGINE_UNREACHABLE', message, { path, address, cause }, error);
}

async function encodeBody(body: Call['body']): Promise<{ bytes: Buffer; type: string }> {
  if (!(body instanceof FormData))
    return { bytes: Buffer.from(JSON.stringify(body) ?? ''), type: 'application/json' };
  const form = new Response(body);
  return { bytes: Buffer.from(await form.arrayBuffer()), type: form.headers.get('content-type') ?? '' };
}

async function decodeBody(message: IncomingMessage, bytes: Buffer): ReturnType<Answer['body']> {
  const type = message.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return parseJson(bytes.toString('utf8'));
  return new Response(bytes, { headers: { 'content-type': type } }).formData();
}
