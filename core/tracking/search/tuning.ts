/**
 * Where a search changes its way of working. The answers are the same for any numbers; tests use tiny ones, so that a
 * few runs go through every way.
 */
export interface SearchTuning {
  /** So many runs are checked one by one, in order, before the whole set of matching runs is worked out. */
  probes: number;
  /** A set this small is checked run by run against the rest of a filter, instead of scanning more indexes. */
  fewToCheck: number;
  /** A set this small is sorted by reading the values of every run in it, instead of walking an index. */
  fewToSort: number;
  /** The first piece of an index that is walked has so many ids, the next ones several times as many. */
  firstPiece: number;
  /** Where several indexes are merged, each is asked first for so many times its even share of the page. */
  shares: number;
}

/** Measured with 100,000 runs: a check costs about 2 µs, a scanned entry of an index 0.05 µs. */
export const defaultTuning: SearchTuning = {
  probes: 1500,
  fewToCheck: 1500,
  fewToSort: 2000,
  firstPiece: 250,
  shares: 6,
};
