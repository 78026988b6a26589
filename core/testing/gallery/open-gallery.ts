import { openEngine } from '#core/engine.ts';
import { systemClock } from '#core/kernel/clock.ts';
import { createSeededRandom } from '#core/kernel/seeded-random.ts';
import { testEngineOptions } from '../with-engine.ts';
import { buildGallery, storyLength } from './build-gallery.ts';
import { addMoreRuns } from './more-runs.ts';
import { createSeededIds } from './seeded-ids.ts';
import { createStoryClock } from './story-clock.ts';

export interface GalleryOptions {
  /** Fills the first experiment up to so many, in the manner of those of the story, by plain SQL. */
  runs?: number;
  seed?: number;
  /** The end of the story; the present when left out. */
  now?: number;
}

/** Makes a workspace in a new folder and tells the story into it; the engine has stopped when it is done. */
export async function openGallery(
  workspace: string,
  { runs = 0, seed = 1, now = systemClock.now() }: GalleryOptions,
): Promise<{ seconds: number }> {
  const began = performance.now();
  const clock = createStoryClock(now - storyLength);
  const ids = createSeededIds(createSeededRandom(seed));
  const engine = await openEngine({ ...testEngineOptions(workspace), clock, ids });
  try {
    await buildGallery(engine, clock, { now, seed });
  } finally {
    await engine.stop();
  }
  if (runs > 0) addMoreRuns(workspace, 'sentiment_classification', runs);
  return { seconds: Number(((performance.now() - began) / 1000).toFixed(1)) };
}
