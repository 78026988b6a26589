import { errorText, invalidArgument, isStileError } from '#core/kernel/errors.ts';
import { createBlobWriter, type BlobWriter } from '#core/store/blobs.ts';
import type { EngineContext } from '#core/store/context.ts';
import { canceled, dataInvalid } from '../data-errors.ts';
import { portableFileName } from './files.ts';
import { fetchFollowing } from './follow-redirects.ts';
import type { DownloadLimits } from './limits.ts';
import type { StagedSource } from './staged-source.ts';

/**
 * Copies what a http or https address gives. Redirects are followed, but not from outside into this network.
 * @throws DATA_INVALID `unreachable` for a server that does not answer, answers with an error or falls silent;
 *   `too_large`, `empty`
 */
export async function stageDownload(
  ctx: EngineContext,
  address: string,
  limits: DownloadLimits,
  signal?: AbortSignal,
): Promise<StagedSource> {
  const url = parseAddress(address);
  const timer = createSilenceTimer(limits, signal);
  try {
    const response = await fetchFollowing(url, timer.signal);
    if (!response.ok) {
      await response.body?.cancel();
      throw unreachable(address, `the server answered ${response.status} ${response.statusText}`.trim());
    }
    const writer = await createBlobWriter(ctx.paths, ctx.ids.token());
    await copyBody(response, writer, address, limits, timer);
    const blob = await writer.finish();
    return {
      origin: { kind: 'url', location: address },
      files: [{ path: fileNameOf(response, url), blob }],
      mediaType: response.headers.get('content-type') ?? '',
      isOwnCsv: false,
      warnings: [],
    };
  } catch (error) {
    if (signal?.aborted === true) throw canceled(`Reading ${address}`);
    if (isStileError(error)) throw error;
    throw unreachable(address, timer.reason() ?? causeText(error), error);
  } finally {
    timer.stop();
  }
}

function parseAddress(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url !== null && /^https?:$/.test(url.protocol)) return url;
  throw invalidArgument(
    'source.url',
    address,
    'it is no http or https address',
    'Write it whole, such as https://example.org/reviews.csv.',
  );
}

async function copyBody(
  response: Response,
  writer: BlobWriter,
  address: string,
  limits: DownloadLimits,
  timer: SilenceTimer,
): Promise<void> {
  const body: AsyncIterable<Uint8Array> | readonly Uint8Array[] = response.body ?? [];
  let bytes = 0;
  try {
    for await (const piece of body) {
      timer.restart();
      bytes += piece.length;
      if (bytes > limits.bytes) throw tooLarge(address, limits.bytes);
      await writer.write(piece);
    }
    if (bytes === 0) throw emptyAnswer(address);
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

interface SilenceTimer {
  signal: AbortSignal;
  restart(): void;
  stop(): void;
  /** Why it ended the download, in words; null when it did not. */
  reason(): string | null;
}

function createSilenceTimer(limits: DownloadLimits, outer: AbortSignal | undefined): SilenceTimer {
  const own = new AbortController();
  let why: string | null = null;
  const end = (text: string): void => {
    why = text;
    own.abort();
  };
  const silence = setTimeout(() => {
    end(`the server was silent for ${limits.silenceMs / 1000} seconds`);
  }, limits.silenceMs);
  const total = setTimeout(() => {
    end(`it took more than ${limits.totalMs / 1000} seconds`);
  }, limits.totalMs);
  return {
    signal: outer === undefined ? own.signal : AbortSignal.any([own.signal, outer]),
    restart: () => void silence.refresh(),
    stop: () => {
      clearTimeout(silence);
      clearTimeout(total);
    },
    reason: () => why,
  };
}

function fileNameOf(response: Response, url: URL): string {
  const named = /filename="?([^";]+)"?/i.exec(response.headers.get('content-disposition') ?? '')?.[1];
  return portableFileName(named ?? (decodePath(url.pathname).split('/').at(-1) || 'download'));
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** `fetch failed` says nothing; its cause does. */
function causeText(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && cause.message !== '' ? cause.message : errorText(cause ?? error);
}

function unreachable(address: string, why: string, cause?: unknown): Error {
  return dataInvalid(
    `${address} cannot be read: ${why}.`,
    { source: address, problem: 'unreachable', value: why, remedy: 'Check the address and the connection.' },
    cause,
  );
}

function tooLarge(address: string, limit: number): Error {
  return dataInvalid(`${address} gives more than ${limit} bytes.`, {
    source: address,
    problem: 'too_large',
    value: String(limit),
    remedy: 'Download it yourself and add the file.',
  });
}

function emptyAnswer(address: string): Error {
  return dataInvalid(`${address} gives an empty answer.`, {
    source: address,
    problem: 'empty',
    remedy: 'Check the address.',
  });
}
