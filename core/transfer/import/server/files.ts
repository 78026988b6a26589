import { parts, type Message } from '#core/transfer/rest/messages.ts';
import { restCode, type MlflowHttp, type Query } from '#core/transfer/rest/mlflow-http.ts';
import { toText, toWhole } from '../cells.ts';
import { atOtherStorage } from '../local-files.ts';
import type { FileOwner, ForeignFile, FoundFiles } from '../source.ts';

const proxy = '/api/2.0/mlflow-artifacts/artifacts';

/** How the files of one owner are listed and read. `path` is relative to the owner. */
interface Access {
  list(path: string): Promise<ForeignEntry[]>;
  file(path: string): { path: string; query?: Query };
}

interface ForeignEntry {
  name: string;
  isFolder: boolean;
  size: number | null;
}

/**
 * The files of runs and logged models that a server gives away: those that it proxies (`mlflow-artifacts:`), and those
 * on its own disk, which it shows in its pages. Another machine is never asked.
 */
export function createServerFiles(http: MlflowHttp): (owner: FileOwner) => Promise<FoundFiles> {
  return async (owner) => {
    const access = findAccess(http, owner);
    if (access === null) return atOtherStorage(owner);
    try {
      const first = await access.list('');
      return { found: true, files: walkServer(http, access, '', first) };
    } catch (error) {
      const code = restCode(error);
      if (code === '' && !(error instanceof Error && 'code' in error && error.code === 'DATA_INVALID'))
        throw error;
      return {
        found: false,
        problem: 'files_missing',
        place: owner.uri.split(`/${owner.id}`)[0] ?? owner.uri,
        detail: `The server does not give its files away: ${error instanceof Error ? error.message : code}`,
      };
    }
  };
}

function findAccess(http: MlflowHttp, owner: FileOwner): Access | null {
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(owner.uri)?.[1]?.toLowerCase() ?? 'file';
  const proxied = proxiedPath(http, owner.uri);
  if (proxied !== null) return proxyAccess(http, proxied);
  if (scheme !== 'file' && scheme.length > 1) return null;
  return owner.kind === 'run' ? runAccess(http, owner.id) : modelAccess(http, owner.id);
}

/** The path below the server's own root of artifacts; null for an address of any other place. */
function proxiedPath(http: MlflowHttp, uri: string): string | null {
  const [, host, path = ''] = /^mlflow-artifacts:(?:\/\/([^/]*))?\/*(.*)$/s.exec(uri) ?? [];
  if (uri.startsWith('mlflow-artifacts:')) {
    const isOwn = host === undefined || host === '' || host === new URL(http.address).host;
    return isOwn ? path.replace(/\/+$/, '') : null;
  }
  const root = `${http.address}${proxy}/`;
  return uri.startsWith(root) ? uri.slice(root.length).replace(/\/+$/, '') : null;
}

function proxyAccess(http: MlflowHttp, root: string): Access {
  const full = (path: string): string => (path === '' ? root : `${root}/${path}`);
  return {
    list: async (path) => toEntries(await http.get(proxy, { path: full(path) })),
    file: (path) => ({ path: `${proxy}/${full(path).split('/').map(encodeURIComponent).join('/')}` }),
  };
}

function runAccess(http: MlflowHttp, runId: string): Access {
  return {
    list: async (path) =>
      toEntries(
        await http.get('/api/2.0/mlflow/artifacts/list', {
          run_id: runId,
          run_uuid: runId,
          ...(path !== '' && { path }),
        }),
      ),
    file: (path) => ({ path: '/get-artifact', query: { run_uuid: runId, path } }),
  };
}

function modelAccess(http: MlflowHttp, modelId: string): Access {
  return {
    list: async (path) =>
      toEntries(
        await http.get(`/api/2.0/mlflow/logged-models/${modelId}/artifacts/directories`, {
          ...(path !== '' && { artifact_directory_path: path }),
        }),
      ),
    file: (path) => ({
      path: `/ajax-api/2.0/mlflow/logged-models/${modelId}/artifacts/files`,
      query: { artifact_file_path: path },
    }),
  };
}

/** One kind of listing gives names, the other paths below the owner; a size of 0 is left out. */
function toEntries(message: Message): ForeignEntry[] {
  return parts(message, 'files').flatMap((entry) => {
    const name = toText(entry['path']).split('/').at(-1) ?? '';
    const isFolder = entry['is_dir'] === true;
    if (name === '' || name === '.' || name === '..') return [];
    return [{ name, isFolder, size: isFolder ? null : (toWhole(entry['file_size'] ?? 0) ?? null) }];
  });
}

/** Folders within folders that a listing may have: a server that answers the same for ever would never end. */
const maxDepth = 64;

async function* walkServer(
  http: MlflowHttp,
  access: Access,
  below: string,
  entries: readonly ForeignEntry[],
  depth = 0,
): AsyncGenerator<ForeignFile, void> {
  for (const { name, isFolder, size } of entries) {
    const path = below === '' ? name : `${below}/${name}`;
    if (isFolder && depth < maxDepth)
      yield* walkServer(http, access, path, await access.list(path), depth + 1);
    if (isFolder) continue;
    const { path: address, query } = access.file(path);
    yield { path, size, open: () => http.getStream(address, query) };
  }
}
