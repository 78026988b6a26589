import { statSync, watch as watchFolder, type FSWatcher, type Stats } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { errorText } from '#core/kernel/errors.ts';
import { createTurns } from '#core/kernel/one-at-a-time.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { FileStamp } from './file-stamps.ts';
import { forgetOthers, lookAtPath } from './watched-files.ts';

export interface WatchOptions {
  ctx: EngineContext;
  /** Absolute; paths that are relative are looked for in here. */
  project: string;
  /** How long a file must lie still before it counts as there, in ms (500). */
  settleMs?: number;
  /** The folder of pipeline files changed, or it is time to look whether it has. */
  onPipelines(): void;
  /** A fact was written. */
  onFact(): void;
}

/** Watches the folder of pipeline files and the paths of file triggers. */
export interface Watch {
  /** From now on these paths; resolves when each was looked at. */
  follow(paths: readonly string[]): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

const defaultSettleMs = 500;
/** The name of the timer for what was still being written: no place has it. */
const settling = '';
/** Events of one change come in a crowd. */
const debounceMs = 100;
/** Who writes on and on is looked at all the same this often, in ms. */
const longestWaitMs = 500;
/**
 * The system's watchers miss what happens on network drives and under folders that come and go, and nobody tells that
 * the clock was set: a look at everything this often, in ms, finds it.
 */
const lookAroundMs = 60_000;

interface State extends Required<WatchOptions> {
  paths: readonly string[];
  stamps: Map<string, readonly FileStamp[]>;
  /** By folder, with what tells it from a later one of the same name. */
  watchers: Map<string, { watcher: FSWatcher; folder: string }>;
  timers: Map<string, NodeJS.Timeout>;
  turns: ReturnType<typeof createTurns>;
  stopping: AbortController;
  around: NodeJS.Timeout | null;
}

export function createWatch(options: WatchOptions): Watch {
  const self: State = {
    settleMs: defaultSettleMs,
    ...options,
    paths: [],
    stamps: new Map(),
    watchers: new Map(),
    timers: new Map(),
    turns: createTurns(),
    stopping: new AbortController(),
    around: null,
  };
  return {
    follow: (paths) => follow(self, paths),
    start: () => {
      watchPlace(self, self.ctx.paths.pipelines, self.onPipelines);
      self.around = setInterval(() => {
        self.onPipelines();
      }, lookAroundMs).unref();
    },
    stop: async () => {
      self.stopping.abort();
      if (self.around !== null) clearInterval(self.around);
      for (const timer of self.timers.values()) clearTimeout(timer);
      for (const { watcher } of self.watchers.values()) watcher.close();
      await self.turns(async () => undefined);
    },
  };
}

async function follow(self: State, paths: readonly string[]): Promise<void> {
  if (paths.join('\n') !== self.paths.join('\n')) await letOthersGo(self, paths);
  for (const path of self.stamps.keys()) if (!paths.includes(path)) self.stamps.delete(path);
  watchPlaces(self);
  // A first look is part of following: from here on whatever comes is new. Later ones need nobody to wait for them.
  const firsts = paths.filter((path) => !self.stamps.has(path));
  await lookAt(self, firsts);
  if (firsts.length < paths.length) void lookAtAll(self);
}

/** After the looks that are under way, which would remember them again. */
async function letOthersGo(self: State, paths: readonly string[]): Promise<void> {
  const before = self.paths;
  self.paths = paths;
  try {
    await self.turns(() => forgetOthers(self.ctx, paths));
  } catch (error) {
    self.paths = before;
    throw error;
  }
}

/** The folder itself, or the nearest one above that is there: what comes, goes or is replaced makes a folder change. */
function findPlace(absolute: string): string {
  if (statOrNull(absolute)?.isDirectory() === true) return absolute;
  const parent = dirname(absolute);
  return parent === absolute ? absolute : findPlace(parent);
}

function watchPlace(self: State, place: string, onChange: () => void): void {
  if (self.stopping.signal.aborted) return;
  const folder = readIdentity(place);
  const known = self.watchers.get(place);
  // A folder that was deleted and made again is another one, which the old watcher does not see.
  if (known?.folder === folder) return;
  known?.watcher.close();
  let firstAt: number | null = null;
  const now = (): void => {
    firstAt = null;
    onChange();
  };
  const soon = (): void => {
    firstAt ??= performance.now();
    if (performance.now() - firstAt > longestWaitMs - debounceMs) return;
    clearTimeout(self.timers.get(place));
    self.timers.set(place, setTimeout(now, debounceMs).unref());
  };
  const lose = (): void => {
    self.watchers.get(place)?.watcher.close();
    self.watchers.delete(place);
    soon();
  };
  try {
    const watcher = watchFolder(place, { persistent: false }, soon);
    watcher.on('error', lose);
    self.watchers.set(place, { watcher, folder });
  } catch (error) {
    self.watchers.delete(place);
    self.ctx.logger.warn(
      { place, cause: errorText(error) },
      'a folder cannot be watched: it is looked at each minute',
    );
  }
}

/** null where nothing is, or where nobody may look. */
function statOrNull(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}

/** Numbers are given again at once, so the time of making is a part of it. */
function readIdentity(place: string): string {
  const found = statOrNull(place);
  return found === null ? '' : `${found.ino} ${found.birthtimeMs}`;
}

/** Watches where the paths are by now, and nowhere else. */
function watchPlaces(self: State): void {
  const { pipelines } = self.ctx.paths;
  const places = new Set(self.paths.map((path) => findPlace(resolve(self.project, path))));
  for (const [place, { watcher }] of self.watchers) {
    if (places.has(place) || place === pipelines) continue;
    watcher.close();
    self.watchers.delete(place);
  }
  for (const place of places) {
    watchPlace(self, place, () => {
      // The folder of pipeline files may be where a trigger looks, too.
      if (place === pipelines) self.onPipelines();
      void lookAtAll(self);
    });
  }
}

/** Nobody waits for it, so it does not fail. */
async function lookAtAll(self: State): Promise<void> {
  try {
    watchPlaces(self);
    await lookAt(self, self.paths);
  } catch (error) {
    self.ctx.logger.warn({ cause: errorText(error) }, 'the paths of file triggers cannot be looked at');
  }
}

/** Looks once, and again when what is being written has had the time to lie still. */
function lookAt(self: State, paths: readonly string[]): Promise<void> {
  return self.turns(async () => {
    const looks = await Promise.all(paths.map((path) => lookOnce(self, path)));
    const moving = paths.filter((_, index) => looks[index] === true);
    if (moving.length === 0 || self.stopping.signal.aborted) return;
    clearTimeout(self.timers.get(settling));
    self.timers.set(settling, setTimeout(() => void lookAtAll(self), self.settleMs).unref());
  });
}

/** @returns whether something is still being written there */
async function lookOnce(self: State, path: string): Promise<boolean> {
  const { ctx, project, stamps, stopping } = self;
  const { signal } = stopping;
  // It may have waited for its turn while the path was let go.
  if (signal.aborted || !self.paths.includes(path)) return false;
  try {
    const absolute = resolve(project, path);
    const before = stamps.get(path) ?? null;
    const look = await lookAtPath(ctx, { path, absolute, before, signal });
    stamps.set(path, look.stamps);
    if (look.hasFired) self.onFact();
    return look.isMoving;
  } catch (error) {
    ctx.logger.warn({ path, cause: errorText(error) }, 'a path of a file trigger cannot be looked at');
    return false;
  }
}
