import type { EngineClient } from '#contract/procedures.ts';

export const seededModel = 'churn';

const mlmodel = [
  'artifact_path: model',
  'flavors:',
  '  stile_text: { data: model.json }',
  'signature:',
  `  inputs: '[{"type": "string", "name": "text", "required": true}]'`,
  `  outputs: '[{"type": "string", "name": "label", "required": true}]'`,
].join('\n');

/** A model with three versions: 1 was champion, 2 is, 3 challenges; their figures rise, and the loss of 3 falls. */
export async function seedModels(client: EngineClient): Promise<void> {
  const { experimentId } = await client.experiments.create({ name: 'churn' });
  const { runId } = await client.runs.create({ experimentId, name: 'gbm-1' });
  const files = { MLmodel: mlmodel, 'model.json': '{"labels": ["stays", "leaves"]}' };
  for (const [file, text] of Object.entries(files)) {
    const chunk = new File([text], file);
    await client.artifacts.write({ runId, path: `model/${file}`, offset: 0, chunk, last: true });
  }
  const name = seededModel;
  await client.registry.create({ name });
  for (const [accuracy, loss] of [
    [0.7, 0.6],
    [0.8, 0.5],
    [0.85, 0.4],
  ] as const) {
    const of = { split: 'heldout', n: 400, dataset: null };
    const metrics = [
      { key: 'accuracy', value: accuracy, ...of },
      { key: 'log_loss', value: loss, ...of },
    ];
    await client.registry.createVersion({ name, source: `runs:/${runId}/model`, metrics });
  }
  await client.registry.promote({ name, version: 1, reason: 'The first' });
  await client.registry.promote({ name, version: 2, reason: 'Ten points better' });
  await client.registry.setAlias({ name, alias: 'challenger', version: 3, reason: 'To be watched' });
}
