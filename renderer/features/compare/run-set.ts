/** Up to so many runs stand in the address with their whole ids. */
const wholeIds = 40;
/** Beyond, the heads of the ids do: 48 bits tell 100,000 runs apart, and 500 of them make an address of 7 kB. */
const headCharacters = 12;

/** The runs of an address: ids, or heads of ids. */
export function readRunSet(text: string | undefined): readonly string[] {
  return [...new Set((text ?? '').split(',').filter((ref) => ref !== ''))];
}

/** Runs as they stand in an address; nothing when there are none. */
export function writeRunSet(runIds: readonly string[]): string | undefined {
  if (runIds.length === 0) return undefined;
  if (runIds.length <= wholeIds) return runIds.join(',');
  return runIds.map((id) => id.slice(0, headCharacters)).join(',');
}
