import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineClient } from '#contract/procedures.ts';
import type { ModelVersion } from '#contract/registry.ts';
import { saveTextModelFolder, trainText, type TextModel } from '#core/models/index.ts';
import { createModelRun, createTestVersion } from './test-models.ts';
import { withFolder } from './with-engine.ts';

/** What the labels of a small model are for: the same words the other way round make a model that disagrees. */
export interface SmallModel {
  good: string;
  bad: string;
}

const goodWords = ['good', 'fine', 'lovely', 'great'];
const badWords = ['bad', 'awful', 'broken', 'poor'];

/** A text classifier of eight words: "good" is `labels.good`, "bad" is `labels.bad`. */
export function trainSmallModel(labels: SmallModel = { good: 'positive', bad: 'negative' }): TextModel {
  const rows = [
    ...goodWords.map((word) => ({ text: `a ${word} thing`, label: labels.good })),
    ...badWords.map((word) => ({ text: `a ${word} thing`, label: labels.bad })),
  ];
  return trainText(
    rows.map(({ text }) => text),
    rows.map(({ label }) => label),
    { c: 10 },
  );
}

/** Registers the next version of a model that really answers. */
export async function createTextVersion(
  client: EngineClient,
  name: string,
  model: TextModel = trainSmallModel(),
): Promise<ModelVersion> {
  const files = await withFolder(async (parent) => {
    const folder = join(parent, 'model');
    const modelUuid = '0123456789abcdef0123456789abcdef';
    await saveTextModelFolder(folder, {
      model,
      reference: null,
      inputExample: ['a good thing'],
      createdAt: 0,
      modelUuid,
    });
    return readFiles(folder);
  });
  return createTestVersion(client, name, { source: `runs:/${await createModelRun(client, files)}/model` });
}

function readFiles(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = paths.filter((path) => statSync(join(folder, path)).isFile());
  return Object.fromEntries(
    files.map((path) => [path.replaceAll('\\', '/'), readFileSync(join(folder, path), 'utf8')]),
  );
}
