/**
 * The terms of an order such as ``metrics.loss ASC, params.`a, b` DESC``: a comma in backticks belongs to a name.
 * Empty for an empty text.
 */
export function splitOrder(order: string): readonly string[] {
  const terms = order.match(/(?:`[^`]*`|[^,`])+/g) ?? [];
  return terms.map((term) => term.trim()).filter((term) => term !== '');
}

export function joinOrder(terms: readonly string[]): string {
  return terms.join(', ');
}

export type Direction = 'ASC' | 'DESC';

/** In which direction an order goes by a key, and at which place from 1; null when it does not. */
export function findOrder(order: string, key: string): { direction: Direction; place: number } | null {
  const terms = splitOrder(order);
  for (const direction of ['ASC', 'DESC'] as const) {
    const index = terms.indexOf(`${key} ${direction}`);
    if (index >= 0) return { direction, place: index + 1 };
  }
  return null;
}

/** The order with a key in another direction, at its place or after the others; null takes it out. */
export function changeOrder(order: string, key: string, direction: Direction | null): string | undefined {
  const terms = splitOrder(order);
  const place = terms.findIndex((term) => term === `${key} ASC` || term === `${key} DESC`);
  const next = direction === null ? [] : [`${key} ${direction}`];
  const changed =
    place < 0 ? [...terms, ...next] : [...terms.slice(0, place), ...next, ...terms.slice(place + 1)];
  return changed.length === 0 ? undefined : joinOrder(changed);
}
