import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { pipelineLayout, type PipelineLayout } from '#contract/pipeline-editing.ts';
import { parseJson } from '#core/kernel/json.ts';
import type { WorkspacePaths } from '#core/kernel/workspace-paths.ts';
import { hashText } from '#core/store/blobs.ts';
import { readFileNow, removeFileNow, writeFileNow } from '../file-store.ts';

/* Where tasks stand on the canvas, beside the pipeline's file: it can be deleted, and the pipeline stays what it is. */

export const layoutExtension = '.layout.json';

/** What stands in the file of a layout now. */
export interface LayoutNow {
  /** Empty where there is none. */
  layout: PipelineLayout;
  /** The file is there and is no layout, or one of another version. */
  isForeign: boolean;
}

function emptyLayout(): PipelineLayout {
  return { version: 1, positions: {}, collapsed: [] };
}

export function layoutPath({ pipelines }: WorkspacePaths, name: string): string {
  return join(pipelines, name + layoutExtension);
}

export function readLayoutNow(path: string): LayoutNow {
  const file = readFileNow(path);
  if (file === null) return { layout: emptyLayout(), isForeign: false };
  const parsed = pipelineLayout.safeParse(parseJson((file.text ?? '').replace(/^\uFEFF/, '')));
  return { layout: parsed.data ?? emptyLayout(), isForeign: !parsed.success };
}

/**
 * Writes a layout where it differs from the one that is there; an empty one is no file. What is no layout is kept beside
 * it before it is written over.
 * @returns the hash of what is there now, null for no file; undefined when nothing was to be done
 */
export function writeLayoutNow(
  paths: WorkspacePaths,
  name: string,
  layout: PipelineLayout,
): string | null | undefined {
  const path = layoutPath(paths, name);
  const { layout: before, isForeign } = readLayoutNow(path);
  const text = layoutToText(layout);
  if (!isForeign && text === layoutToText(before)) return undefined;
  if (isForeign) copyFileSync(path, freeCopyPath(paths, name));
  if (isEmpty(layout)) {
    removeFileNow(path);
    return null;
  }
  writeFileNow(paths, path, text);
  return hashText(text);
}

/** Without the tasks that are no longer there. */
export function pruneLayout(layout: PipelineLayout, isThere: (id: string) => boolean): PipelineLayout {
  const kept = Object.entries(layout.positions).filter(([id]) => isThere(id));
  return { ...layout, positions: Object.fromEntries(kept) };
}

/** A line for each task, in the order of their ids, so that a diff of two says what was moved. */
function layoutToText({ version, positions, collapsed }: PipelineLayout): string {
  const lines = Object.entries(positions)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, { x, y }]) => `    ${JSON.stringify(id)}: { "x": ${x}, "y": ${y} }`);
  const places = lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n  }`;
  const groups = [...new Set(collapsed)].sort().map((group) => JSON.stringify(group));
  return `{\n  "version": ${version},\n  "positions": ${places},\n  "collapsed": [${groups.join(', ')}]\n}\n`;
}

function isEmpty({ positions, collapsed }: PipelineLayout): boolean {
  return Object.keys(positions).length === 0 && collapsed.length === 0;
}

function freeCopyPath({ pipelines }: WorkspacePaths, name: string): string {
  for (let n = 1; ; n++) {
    const path = join(pipelines, `${name}.layout.kept-${n}.json`);
    if (!existsSync(path)) return path;
  }
}
