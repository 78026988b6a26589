import type { RunsSearch } from '#renderer/search-params.ts';

type Pinned = { readonly ids: readonly string[]; readonly baseline: { readonly runId: string } | undefined };

/** The baseline and the pinned runs stand in the address. */
export function useRunMarks(
  { ids, baseline }: Pinned,
  onChange: (next: Partial<RunsSearch>, replace?: boolean) => void,
) {
  const pinsWithout = (id: string): readonly string[] =>
    ids.filter((pin) => pin !== id && pin !== baseline?.runId);
  return {
    toggleBaseline: (id: string): void =>
      onChange({ baseline: baseline?.runId === id ? undefined : id }, true),
    togglePin: (id: string): void => {
      const others = pinsWithout(id);
      const next = ids.includes(id) ? others : [...others, id];
      onChange({ pins: next.length === 0 ? undefined : next.join(',') }, true);
    },
  };
}
