import type { PipelineLayout, PipelineOperation } from '#contract/pipeline-editing.ts';
import type { SessionEngine } from './session-engine.ts';

/** Moves that follow each other this fast, in ms, are kept together. */
const pauseMs = 250;

/** Keeps the layout beside the file: it is no part of what is saved and undone with a person's consent to the file. */
export type LayoutKeeper = {
  readonly keep: (layout: PipelineLayout) => void;
  readonly flush: () => void;
  /** Whether a layout is neither what this window has kept nor what it is about to keep. */
  readonly isForeign: (layout: PipelineLayout) => boolean;
};

type KeeperOptions = {
  readonly client: SessionEngine;
  readonly name: string;
  readonly layout: PipelineLayout;
  readonly onFailure: (error: unknown) => void;
};

export function createLayoutKeeper({ client, name, layout, onFailure }: KeeperOptions): LayoutKeeper {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let next: PipelineLayout | null = null;
  let own = JSON.stringify(layout);
  function write(): void {
    clearTimeout(timer);
    if (next === null) return;
    const kept = next;
    next = null;
    own = JSON.stringify(kept);
    client.pipelines.saveLayout({ name, layout: kept }).catch(onFailure);
  }
  return {
    keep: (changed) => {
      next = changed;
      clearTimeout(timer);
      timer = setTimeout(write, pauseMs);
    },
    flush: write,
    isForeign: (other) => next === null && JSON.stringify(other) !== own,
  };
}

/** Where a task stands goes with its id. */
export function renameInLayout(
  layout: PipelineLayout,
  operations: readonly PipelineOperation[],
): PipelineLayout {
  return operations.reduce((now, operation) => {
    if (operation.op !== 'renameTask') return now;
    const place = now.positions[operation.from];
    if (place === undefined) return now;
    const { [operation.from]: _gone, ...positions } = now.positions;
    return { ...now, positions: { ...positions, [operation.to]: place } };
  }, layout);
}
