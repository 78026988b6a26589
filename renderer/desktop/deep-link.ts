import { decodePart, keepHarmless, longestLink } from './link-parts.ts';

/** What a link of `stile://` names, once it has been read; whether it is there, the engine knows. */
export type DeepLink = {
  /** Of the page, without `?`; empty for none. */
  readonly search: string;
} & (
  | { readonly kind: 'run'; readonly runId: string }
  | { readonly kind: 'trace'; readonly traceId: string }
  | { readonly kind: 'experiment'; readonly experimentId: string }
  | { readonly kind: 'model'; readonly name: string; readonly version: number | null }
  | { readonly kind: 'pipeline'; readonly name: string }
  | { readonly kind: 'pipeline-run'; readonly pipelineRunId: string }
  | { readonly kind: 'dataset'; readonly name: string; readonly version: number | null }
  | { readonly kind: 'alert'; readonly alertId: number }
  /** A page by its own path, such as `/lineage`. */
  | { readonly kind: 'screen'; readonly path: string }
);

const linkShape = /^stile:\/\/([a-z][a-z-]{0,20})(?:\/([^?#]{0,1500}))?(?:\?([^#]{0,1500}))?(?:#|$)/i;
const hexId = /^[0-9a-f]{32}$/i;
const anyId = /^[\w.-]{1,100}$/;
const number = /^[1-9]\d{0,8}$/;
/** Names that people gave; controls and signs that turn text around would say another name than is seen. */
const nameShape = /^[^\p{Cc}\p{Cf}/\\]{1,250}$/u;

type Reader = (path: string, search: string) => DeepLink | null;

/** What stands after `stile://`, with how the rest is read. */
const readers: Readonly<Record<string, Reader>> = {
  run: one(hexId, (id, search) => ({ kind: 'run', runId: id.toLowerCase(), search })),
  trace: one(anyId, (traceId, search) => ({ kind: 'trace', traceId, search })),
  experiment: one(anyId, (experimentId, search) => ({ kind: 'experiment', experimentId, search })),
  pipeline: one(nameShape, (name, search) => ({ kind: 'pipeline', name, search })),
  'pipeline-run': one(anyId, (pipelineRunId, search) => ({ kind: 'pipeline-run', pipelineRunId, search })),
  alert: one(number, (id, search) => ({ kind: 'alert', alertId: Number(id), search })),
  model: (path, search) => readVersioned('model', path, search),
  dataset: (path, search) => readVersioned('dataset', path, search),
  lineage: (path, search) => (path === '' ? { kind: 'screen', path: '/lineage', search } : null),
  screen: readScreen,
};

/** Reads a link; null for one that names nothing that Stile has. */
export function readDeepLink(link: string): DeepLink | null {
  if (link.length > longestLink) return null;
  const [, place = '', path = '', query = ''] = linkShape.exec(link) ?? [];
  const read = Object.hasOwn(readers, place.toLowerCase()) ? readers[place.toLowerCase()] : undefined;
  return read?.(path.replace(/\/$/, ''), keepHarmless(query)) ?? null;
}

function one(shape: RegExp, make: (id: string, search: string) => DeepLink): Reader {
  return (path, search) => {
    const id = path.includes('/') ? null : decodePart(path);
    return id !== null && shape.test(id) ? make(id, search) : null;
  };
}

function readVersioned(kind: 'model' | 'dataset', path: string, search: string): DeepLink | null {
  const [written = '', version, ...more] = path.split('/');
  const name = decodePart(written);
  if (name === null || !nameShape.test(name) || more.length > 0) return null;
  if (version === undefined) return { kind, name, version: null, search };
  return number.test(version) ? { kind, name, version: Number(version), search } : null;
}

/** Whether it is a page of the window, the router knows. */
function readScreen(path: string, search: string): DeepLink | null {
  const isPlain = path.split('/').every((part) => {
    const decoded = decodePart(part);
    return decoded !== null && nameShape.test(decoded) && !/^\.{1,2}$/.test(decoded);
  });
  return isPlain || path === '' ? { kind: 'screen', path: `/${path}`, search } : null;
}
