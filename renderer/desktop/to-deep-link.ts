import { keepHarmless, longestLink } from './link-parts.ts';

/** Pages that are about one thing, by the path of their address; the rest are named by the path itself. */
const pages: readonly (readonly [RegExp, string])[] = [
  [/^\/experiments\/[^/]+\/runs\/([^/]+)$/, 'run/$1'],
  [/^\/experiments\/[^/]+\/traces\/([^/]+)$/, 'trace/$1'],
  [/^\/experiments\/([^/]+)$/, 'experiment/$1'],
  [/^\/models\/([^/]+)\/versions\/([^/]+)$/, 'model/$1/$2'],
  [/^\/models\/([^/]+)$/, 'model/$1'],
  [/^\/datasets\/([^/]+)$/, 'dataset/$1'],
  [/^\/pipelines\/runs\/([^/]+)$/, 'pipeline-run/$1'],
];

/**
 * The link of a page, from its address without the origin, such as `/models/churn?tab=timeline`; null for one that is
 * too long for what a system passes on.
 */
export function toDeepLink(href: string): string | null {
  const { pathname, search } = new URL(href, 'https://stile.invalid');
  const query = keepHarmless(search.slice(1));
  const [shape, form] = pages.find(([page]) => page.test(pathname)) ?? [/^\/(.*)$/, 'screen/$1'];
  const named = pathname.replace(shape, form);
  const link = `stile://${named}${query === '' ? '' : `?${query}`}`.replaceAll(
    /[^\w\-.~!$&'()*+,;=:@/?#%]/g,
    encodeURIComponent,
  );
  return link.length <= longestLink ? link : null;
}
