import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import { buildContentSecurityPolicy } from './content-security-policy.ts';
import { isAppLocation } from './app-url.ts';

export type StaticHandler = (request: Request) => Promise<Response>;

const noncePlaceholder = '__STILE_NONCE__';

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/**
 * Answers requests for `app://stile/...` with files below `root` and nothing else. A path whose last part has no dot
 * is a screen: it gets index.html. Each answer has a policy with a nonce of its own.
 */
export function createStaticHandler(root: string): StaticHandler {
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, { allow: 'GET, HEAD' });
    const path = toFilePath(request.url);
    if (path === null) return refuse(400);
    const file = resolve(root, path);
    if (!file.startsWith(resolve(root) + sep)) return refuse(400);
    const body = await readIfThere(file);
    return body === null ? refuse(404) : answer(request, file, body);
  };
}

/** The file that an address means, relative to the build; null when it is none of ours or not well-formed. */
function toFilePath(address: string): string | null {
  const url = URL.parse(address);
  if (url === null || !isAppLocation(url)) return null;
  const segments = decodePath(url.pathname)?.split('/').slice(1);
  if (!segments || segments.some((segment) => !isPlainSegment(segment))) return null;
  const isScreen = !segments.at(-1)?.includes('.');
  return isScreen ? 'index.html' : join(...segments);
}

/** Decoded once, so that `%252e` stays a strange name and never becomes a dot. */
function decodePath(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}

/** Without what means something to a file system: parent folders, separators, drives, streams, NUL. */
function isPlainSegment(segment: string): boolean {
  return segment !== '.' && segment !== '..' && !/[\\:\0]/.test(segment);
}

async function readIfThere(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch {
    return null;
  }
}

function answer(request: Request, file: string, bytes: Buffer): Response {
  const nonce = randomBytes(16).toString('base64');
  const isPage = extname(file) === '.html';
  const body = isPage ? bytes.toString('utf8').replaceAll(noncePlaceholder, nonce) : new Uint8Array(bytes);
  return new Response(request.method === 'HEAD' ? null : body, { headers: headersFor(file, nonce) });
}

function headersFor(file: string, nonce: string): Record<string, string> {
  return {
    'content-type': contentTypes[extname(file)] ?? 'application/octet-stream',
    'content-security-policy': buildContentSecurityPolicy(nonce),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  };
}

function refuse(status: number, headers: Record<string, string> = {}): Response {
  return new Response(null, { status, headers });
}
