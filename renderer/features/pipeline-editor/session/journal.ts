import type { DraftEntry } from '#contract/pipeline-editing.ts';
import type { SessionEngine } from './session-engine.ts';

/** What the draft of this window is made on: its first step lies on it. */
export type DraftBase = { readonly text: string; readonly hash: string | null };

export type Journal = {
  /** Written as soon as what was recorded before it is. */
  readonly record: (entry: DraftEntry, base: DraftBase) => void;
  /** Resolves when all that was recorded is in the engine; rejects when some of it could not be. */
  readonly settle: () => Promise<void>;
  /** The draft is gone from the engine: what comes next begins another one. */
  readonly begin: (revision: number) => void;
  readonly revision: () => number;
  /** Something is on its way to the engine. */
  readonly isBusy: () => boolean;
};

type JournalOptions = {
  readonly client: SessionEngine;
  readonly name: string;
  readonly revision: number;
  /** Entries could not be recorded: they are kept, and recorded with the next ones. */
  readonly onFailure: (error: unknown) => void;
};

/** Most entries of one call. */
const most = 1000;

/** Keeps every step in the engine, in its order, one call at a time: what was done meanwhile goes with the next one. */
export function createJournal({ client, name, revision: first, onFailure }: JournalOptions): Journal {
  let revision = first;
  let waiting: { entry: DraftEntry; base: DraftBase }[] = [];
  let going: Promise<void> | null = null;

  async function write(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most);
      const [{ base } = { base: null }] = batch;
      const isFirst = revision === 0 && base !== null;
      const answer = await client.pipelines.recordDraft({
        name,
        revision,
        ...(isFirst && { baseText: base.text, baseHash: base.hash }),
        entries: batch.map(({ entry }) => entry),
      });
      revision = answer.revision;
      waiting = waiting.slice(batch.length);
    }
  }

  function start(): Promise<void> {
    going ??= write().finally(() => {
      going = null;
    });
    return going;
  }

  return {
    record: (entry, base) => {
      waiting.push({ entry, base });
      start().catch(onFailure);
    },
    settle: async () => {
      while (going !== null || waiting.length > 0) await start();
    },
    begin: (next) => {
      revision = next;
      waiting = [];
    },
    revision: () => revision,
    isBusy: () => going !== null,
  };
}
