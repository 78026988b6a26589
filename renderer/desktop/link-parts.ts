/** Longer than any that Stile makes, and shorter than what a system refuses to pass on. */
export const longestLink = 2000;

/** What opens forms or names files stays with the person: anyone can make them click on a link. */
const notByLink = ['sheet', 'about', 'version', 'import', 'restore', 'add', 'register', 'panel', 'lang'];

/** A part of a path or a query; null for one that cannot be decoded. */
export function decodePart(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

/** A query without what a link may not ask for. */
export function keepHarmless(query: string): string {
  const parts = query.split('&').filter((part) => {
    const name = decodePart(part.split('=')[0] ?? '');
    return part !== '' && name !== null && !notByLink.includes(name);
  });
  return parts.join('&');
}
