/** What a version is compared with: `file` as it is now, or the hash of another version. */
export type Against = string;

type Version = { readonly hash: string; readonly createdAt: number };

/** The pair in the order of time, the older text first. The file as it is now comes after every version. */
export function orderPair(
  versions: readonly Version[],
  hash: string,
  against: Against,
): readonly [from: string, to: Against] {
  if (against === 'file') return [hash, 'file'];
  const since = (one: string): number =>
    versions.find((version) => version.hash === one)?.createdAt ?? Number.MAX_SAFE_INTEGER;
  return since(hash) <= since(against) ? [hash, against] : [against, hash];
}
