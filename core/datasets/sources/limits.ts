/** What a download may take. */
export interface DownloadLimits {
  bytes: number;
  /** Until the server answers, and between two pieces, in ms. */
  silenceMs: number;
  /** For the whole, in ms. */
  totalMs: number;
}

export const downloadLimits: DownloadLimits = {
  bytes: 20 * 1024 ** 3,
  silenceMs: 30_000,
  totalMs: 2 * 60 * 60 * 1000,
};
