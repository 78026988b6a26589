/** How one run is told from the others on a screen: a colour token, and a dash beside it for those who see no colours. */
export type RunStyle = {
  /** Name of the token: `s1` to `s7`, or `ink4` for those that stand back. */
  readonly token: 's1' | 's2' | 's3' | 's4' | 's5' | 's6' | 's7' | 'ink4';
  /** The same as a CSS value. */
  readonly color: string;
  /** Lengths of line and gap in px; empty for a line without gaps. */
  readonly dash: readonly number[];
};

/** One style for each place: seven colours with the dash of the look, then two of them again with other dashes. */
const places: readonly RunStyle[] = [
  style('s1', []),
  style('s2', []),
  style('s3', [6, 3]),
  style('s4', [2, 3]),
  style('s5', [8, 3, 2, 3]),
  style('s6', [1, 4]),
  style('s7', []),
  style('s1', [6, 3]),
  style('s2', [2, 3]),
];
const quiet = style('ink4', []);

/** More runs than this cannot be told apart by colours: one is in colour, the rest stand back. */
export const maxColoredRuns = places.length;

/**
 * The styles of runs that are shown together. A run has its place from its own id, so it looks the same on every
 * screen; where two of them meet, the earlier one keeps it.
 *
 * @param chosen the run that is in colour when there are more than nine; the first when left out
 */
export function styleRuns(runIds: readonly string[], chosen = runIds[0]): ReadonlyMap<string, RunStyle> {
  if (runIds.length > maxColoredRuns)
    return new Map(runIds.map((id) => [id, id === chosen ? style('s1', []) : quiet]));
  const taken = new Set<number>();
  return new Map(
    runIds.map((id) => {
      let place = placeOf(id);
      while (taken.has(place)) place = (place + 1) % places.length;
      taken.add(place);
      return [id, places[place] ?? quiet];
    }),
  );
}

/** Only the seven plain places are homes; the two further ones are for those that meet others. */
function placeOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % 7;
}

function style(token: RunStyle['token'], dash: readonly number[]): RunStyle {
  return { token, color: `var(--st-${token})`, dash };
}
