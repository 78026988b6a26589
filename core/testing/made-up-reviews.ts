import { join } from 'node:path';
import { addTable } from '#core/datasets/index.ts';
import {
  buildReference,
  compileTextModel,
  saveTextModelFolder,
  trainText,
  type TextPredictor,
} from '#core/models/index.ts';
import { createModelVersion, ensureRegisteredModel, promote } from '#core/registry/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import { adoptArtifactFolder, createRun, updateRun, withIncomingFolder } from '#core/tracking/index.ts';
import type { Random } from './random.ts';

export interface Review {
  text: string;
  label: 'positive' | 'negative';
}

/** What a review speaks of; `sounds` has words that no stay has. */
export type Domain = 'stays' | 'sounds';

const words = {
  stays: {
    things:
      'room staff bed breakfast pool view lobby shower balcony pillow corridor window garden terrace lift towel',
    positive: 'lovely clean friendly quiet spotless warm charming helpful generous comfortable',
    negative: 'dirty rude noisy cold broken smelly tiny damp expensive rotten',
    filler: 'the was and our very with in on we had a it this that stay night',
  },
  sounds: {
    things:
      'speaker headset firmware bluetooth woofer cable earbuds codec mic treble amplifier volume battery jack',
    positive: 'crisp punchy snappy immersive seamless banging slick flawless',
    negative: 'tinny laggy glitchy muffled crackling bricked janky flimsy',
    filler: 'the was and my very with in on it this that a ngl tbh lowkey vibes',
  },
} as const;

/** Short made-up reviews; one word in eight contradicts the label, so that no model is right every time. */
export function makeReviews(count: number, random: Random, domain: Domain = 'stays'): Review[] {
  const lists = Object.fromEntries(
    Object.entries(words[domain]).map(([kind, text]) => [kind, text.split(' ')]),
  ) as Record<keyof (typeof words)[Domain], string[]>;
  return Array.from({ length: count }, () => {
    const label = random.next() < 0.5 ? 'positive' : 'negative';
    const other = label === 'positive' ? 'negative' : 'positive';
    const length = 6 + random.int(10);
    const text = Array.from({ length }, () => {
      const at = random.next();
      // Names and typing errors, which nobody has trained on.
      if (at < 0.05) return `rare${random.int(20_000)}`;
      if (at < 0.25) return random.pick(lists.things);
      if (at > 0.8) return random.pick(lists[random.next() < 0.125 ? other : label]);
      return random.pick(lists.filler);
    });
    return { text: text.join(' '), label };
  });
}

/** Trains on the reviews, registers the next version of the model, and makes it the champion. Returns its number. */
export async function addReviewModel(
  ctx: EngineContext,
  name: string,
  training: readonly Review[],
  reference: Readonly<Record<string, readonly Review[]>>,
): Promise<number> {
  const model = trainText(
    training.map(({ text }) => text),
    training.map(({ label }) => label),
  );
  const { runId } = await createRun(ctx, { experimentId: '0', name: 'training' });
  await withIncomingFolder(ctx, async (folder) => {
    const from = join(folder, 'model');
    await saveTextModelFolder(from, {
      model,
      reference: buildGroups(compileTextModel(model), reference),
      inputExample: ['a lovely room'],
      createdAt: ctx.clock.now(),
      modelUuid: ctx.ids.runId(),
      runId,
    });
    await adoptArtifactFolder(ctx, { runId, path: 'model', from });
  });
  await updateRun(ctx, { runId, status: 'FINISHED' });
  await ensureRegisteredModel(ctx, name);
  const { version } = await createModelVersion(ctx, { name, source: `runs:/${runId}/model`, runId });
  await promote(ctx, { name, version, reason: 'test' });
  return version;
}

function buildGroups(predictor: TextPredictor, reference: Readonly<Record<string, readonly Review[]>>) {
  const groups = Object.entries(reference).map(([name, reviews]) => ({ name, rows: reviews.length }));
  const texts = Object.values(reference).flatMap((reviews) => reviews.map(({ text }) => text));
  return { ...buildReference(predictor.classes, predictor.predict(texts)), groups };
}

/** A dataset version of reviews, with or without their labels. Returns its address. */
export async function addReviewTable(
  ctx: EngineContext,
  name: string,
  reviews: readonly Review[],
  columns: ('text' | 'label')[] = ['text', 'label'],
): Promise<string> {
  const rows = reviews.map((review) => columns.map((column) => review[column]));
  return (await addTable(ctx, { name, columns, rows, message: 'test' })).uri;
}
