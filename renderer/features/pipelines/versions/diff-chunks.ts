import type { DiffLine } from '#contract/pipeline-views.ts';
import type { LineChunk } from '#contract/run-differences.ts';

/** Lines that follow each other and are the same, or were changed, together. */
export function toChunks(lines: readonly DiffLine[]): readonly LineChunk[] {
  const chunks: { isSame: boolean; first: string[]; second: string[] }[] = [];
  for (const { kind, text } of lines) {
    const isSame = kind === 'same';
    let chunk = chunks.at(-1);
    if (chunk?.isSame !== isSame) {
      chunk = { isSame, first: [], second: [] };
      chunks.push(chunk);
    }
    if (kind !== 'added') chunk.first.push(text);
    if (kind === 'added') chunk.second.push(text);
  }
  return chunks;
}

/** A line that was changed counts once, not as one that went and one that came. */
export function countChangedLines(chunks: readonly LineChunk[]): number {
  return chunks.reduce(
    (sum, { isSame, first, second }) => sum + (isSame ? 0 : Math.max(first.length, second.length)),
    0,
  );
}

export type Change = {
  /** The place of its chunk. */
  readonly chunk: number;
  /** Where it begins in the newer text; of what was only taken away, what stands there now. From 1. */
  readonly line: number;
};

export function listChanges(chunks: readonly LineChunk[]): readonly Change[] {
  const changes: Change[] = [];
  let line = 1;
  for (const [chunk, { isSame, first, second }] of chunks.entries()) {
    if (!isSame) changes.push({ chunk, line });
    line += isSame ? first.length : second.length;
  }
  return changes;
}
