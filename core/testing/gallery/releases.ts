import type { EngineClient } from '#contract/procedures.ts';
import { churnReleases } from './churn-runs.ts';
import type { Logged } from './log-plan.ts';
import { photoReleases } from './photo-runs.ts';
import type { Happening } from './production.ts';
import { demoTag, day, minute, type RunPlan } from './run-plan.ts';

/** A model whose versions are runs of the story, each registered soon after its run ended. */
interface Release {
  model: string;
  description: string;
  experiment: string;
  runs: readonly string[];
  split: string;
  metrics: readonly string[];
  moves: readonly { before: number; version: number; alias: string; reason: string }[];
}

const releases: readonly Release[] = [
  {
    model: 'churn_classifier',
    description: 'How likely a customer is to leave within three months.',
    experiment: 'churn_baseline',
    runs: churnReleases,
    split: 'test',
    metrics: ['test_accuracy', 'test_f1', 'test_roc_auc'],
    moves: [
      { before: 18 * day, version: 1, alias: 'champion', reason: 'The first that beats the rule of thumb' },
      { before: 8 * day, version: 2, alias: 'champion', reason: 'Knows the income' },
      { before: 1.2 * day, version: 3, alias: 'challenger', reason: 'Fewer leaves; watch it for a week' },
    ],
  },
  {
    model: 'photo_quality',
    description: 'Sorts photos of shelves before they reach a person.',
    experiment: 'photo_quality',
    runs: photoReleases,
    split: 'test',
    metrics: ['test/accuracy', 'test/f1'],
    moves: [
      { before: 10 * day, version: 1, alias: 'champion', reason: 'Good enough for the pilot' },
      { before: 2 * day, version: 2, alias: 'candidate', reason: 'Asked for by the pilot shop' },
    ],
  },
];

/** Registers the models that scripts have logged, and says who holds which alias. */
export function tellReleases(client: EngineClient, plans: readonly RunPlan[], logged: Logged): Happening[] {
  return releases.flatMap((release) => {
    const { model, experiment, moves } = release;
    const registrations = release.runs.map((name, index): Happening => {
      const plan = plans.find((one) => one.experiment === experiment && one.name === name);
      if (plan === undefined) throw new Error(`no run ${name} in ${experiment}`);
      return {
        before: plan.before - (plan.seconds ?? 0) * 1000 - 20 * minute,
        happen: async () => {
          if (index === 0)
            await client.registry.create({ name: model, description: release.description, tags: [demoTag] });
          await register(client, release, plan, logged);
        },
      };
    });
    return [
      ...registrations,
      ...moves.map(({ before, version, alias, reason }): Happening => ({
        before,
        happen: () =>
          alias === 'champion'
            ? client.registry.promote({ name: model, version, reason })
            : client.registry.setAlias({ name: model, version, alias, reason }),
      })),
    ];
  });
}

async function register(
  client: EngineClient,
  release: Release,
  plan: RunPlan,
  { runIds }: Logged,
): Promise<void> {
  const runId = runIds.get(`${plan.experiment}/${plan.name}`) ?? '';
  const { metrics } = await client.runs.get({ runId });
  await client.registry.createVersion({
    name: release.model,
    source: `runs:/${runId}/model`,
    runId,
    description: `From ${plan.name}.`,
    tags: [demoTag, { key: 'validated_by', value: plan.user }],
    metrics: metrics
      .filter(({ key }) => release.metrics.includes(key))
      .map(({ key, value }) => ({
        key: key.replace(/^test[_/]/, ''),
        split: release.split,
        value,
        n: release.model === 'photo_quality' ? 240 : 300,
        dataset: null,
      })),
  });
}
