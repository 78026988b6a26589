export type Link = { readonly from: string; readonly to: string };

/** The links without those that lead back to where a way came from, so that what is left runs one way. */
export function breakCycles(ids: readonly string[], links: readonly Link[]): readonly Link[] {
  const next = new Map<string, Link[]>(ids.map((id) => [id, []]));
  for (const link of links) if (next.has(link.to)) next.get(link.from)?.push(link);
  const state = new Map<string, 'open' | 'done'>();
  const kept: Link[] = [];
  for (const root of ids) {
    if (state.has(root)) continue;
    state.set(root, 'open');
    const way: { readonly id: string; at: number }[] = [{ id: root, at: 0 }];
    for (let top = way.at(-1); top !== undefined; top = way.at(-1)) {
      const link = next.get(top.id)?.[top.at];
      top.at += 1;
      if (link === undefined) {
        state.set(top.id, 'done');
        way.pop();
      } else if (state.get(link.to) !== 'open') {
        kept.push(link);
        if (!state.has(link.to)) {
          state.set(link.to, 'open');
          way.push({ id: link.to, at: 0 });
        }
      }
    }
  }
  return kept;
}
