import type { AppRouter } from './router.tsx';

/**
 * Stile's own place for an address that MLflow's clients print at the end of a run, such as
 * `http://127.0.0.1:5000/#/experiments/1/runs/<run id>`; null when the part after `#` is none of these.
 */
export function placeOfMlflowHash(hash: string): string | null {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?');
  const [first, ...rest] = path.split('/').filter((part) => part !== '');
  const [id, kind, inner] = rest.map(plainPart);
  if (first === 'models') return id === undefined ? '/models' : `/models/${id}`;
  if (first !== 'experiments') return null;
  if (id === undefined) return '/experiments';
  if (kind === 'traces') return `/experiments/${id}/traces${chosenTrace(query)}`;
  return kind === 'runs' && inner !== undefined ? `/experiments/${id}?run=${inner}` : `/experiments/${id}`;
}

/** The trace that MLflow's page would open, as a part of a path. */
function chosenTrace(query: string): string {
  const traceId = new URLSearchParams(query).get('selectedEvaluationId') ?? '';
  return traceId === '' ? '' : `/${encodeURIComponent(traceId)}`;
}

/** Coded exactly once, however it came. */
function plainPart(part: string): string {
  try {
    return encodeURIComponent(decodeURIComponent(part));
  } catch {
    return encodeURIComponent(part);
  }
}

/** Leads from such an address to the place, when the page opens and when another is put into its address bar. */
export function followMlflowAddresses(router: AppRouter, page: Window): void {
  const follow = (): void => {
    const place = placeOfMlflowHash(page.location.hash);
    if (place !== null) router.history.replace(place);
  };
  follow();
  page.addEventListener('hashchange', follow);
}
