import type { PurgeReport } from '#contract/procedures.ts';
import type { CommandResult } from './command-result.ts';
import { wordBytes, wordCount } from './words.ts';

export interface PurgeOptions {
  yes?: boolean;
}

/** Deletes for good with --yes; without it says what would go, and ends as wrong use. */
export async function purgeResult(
  { yes }: PurgeOptions,
  what: string,
  calls: { preview(): Promise<PurgeReport>; purge(): Promise<PurgeReport> },
): Promise<CommandResult> {
  if (yes === true) {
    const report = await calls.purge();
    return {
      json: { purged: true, ...report },
      text: () => `Deleted ${what} for good: ${describe(report)} freed.\n`,
    };
  }
  const report = await calls.preview();
  return {
    json: { purged: false, ...report },
    text: () =>
      `This would delete ${what} for good: ${describe(report)}. Nothing is deleted yet; do it with --yes.\n`,
    exitCode: 2,
  };
}

function describe({ runs, files, freedBytes }: PurgeReport): string {
  return `${wordCount(runs, 'run')}, ${wordCount(files, 'file')}, ${wordBytes(freedBytes)}`;
}
