import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { buildEntryPage } from './entry-page.ts';
import { isProgramPath, refuse } from './replies.ts';
import type { Sessions } from './sessions.ts';

interface PageQuery {
  Querystring: { token?: string | string[] };
  Params: { '*': string };
}

/** Never sent as a file: it is the page, which needs a session and a nonce. */
const indexFile = 'index.html';
const noncePlaceholder = '__STILE_NONCE__';
/** Vite names these files after their content: under one name there is only ever one file. */
const hashedFolder = 'assets/';

/** The built page: files below `folder`, and index.html for every path that is a screen. */
export function addPageRoutes(app: FastifyInstance, folder: string, sessions: Sessions): void {
  const readPage = createPageReader(join(folder, indexFile));
  void app.register(fastifyStatic, {
    root: folder,
    serve: false,
    index: false,
    dotfiles: 'deny',
    cacheControl: false,
  });
  app.get<PageQuery>('/*', (request, reply) => {
    const path = request.params['*'];
    if (!isPlainPath(path)) return refuse(request, reply, badPath);
    if (isProgramPath(`/${path}`)) return refuse(request, reply, notFound(request));
    if (path !== indexFile && path.split('/').at(-1)?.includes('.')) return sendFile(reply, path);
    const { token } = request.query;
    if (typeof token === 'string' && request.method === 'GET') return letIn(reply, token, sessions);
    return sendPage(request, reply, sessions, readPage);
  });
}

const badPath = { status: 400, code: 'BAD_PATH', message: 'This path is none of a page. Check the address.' };

export function notFound(request: FastifyRequest): { status: number; code: string; message: string } {
  const place = `${request.method} ${request.url.split('?')[0]?.slice(0, 200) ?? ''}`;
  return {
    status: 404,
    code: 'ENDPOINT_NOT_FOUND',
    message: `Stile has no ${place}. Check the address and its version.`,
  };
}

/** Decoded once, so that `%252e` stays a strange name; without what means something to a file system. */
function isPlainPath(path: string): boolean {
  return path.split('/').every((segment) => segment !== '.' && segment !== '..' && !/[\\:\0]/.test(segment));
}

function sendFile(reply: FastifyReply, path: string): FastifyReply {
  const forever = path.startsWith(hashedFolder);
  return reply
    .header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache')
    .sendFile(path);
}

/** Turns a one-time token into a session and takes it out of the address bar; a used one leads to the page too. */
function letIn(reply: FastifyReply, token: string, sessions: Sessions): FastifyReply {
  const session = sessions.enter(token);
  if (session !== null) {
    reply.header('set-cookie', `${sessions.cookieName}=${session}; Path=/; HttpOnly; SameSite=Strict`);
  }
  return reply.header('cache-control', 'no-store').redirect('/', 303);
}

function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  sessions: Sessions,
  readPage: () => string | null,
): FastifyReply {
  reply.header('cache-control', 'no-store').type('text/html; charset=utf-8');
  if (!sessions.hasSession(request.headers.cookie)) {
    return reply.code(401).send(buildEntryPage(request.headers['accept-language'], request.nonce));
  }
  const page = readPage();
  if (page !== null) return reply.send(page.replaceAll(noncePlaceholder, request.nonce));
  return reply
    .code(404)
    .type('text/plain; charset=utf-8')
    .send('The page of Stile is not built here. Run: npm run build\n');
}

/** Reads the page again when its file has changed, so that a new build needs no new start. */
function createPageReader(file: string): () => string | null {
  let known = { changedAt: -1, page: '' };
  return () => {
    try {
      const changedAt = statSync(file).mtimeMs;
      if (changedAt !== known.changedAt) known = { changedAt, page: readFileSync(file, 'utf8') };
      return known.page;
    } catch {
      return null;
    }
  };
}
