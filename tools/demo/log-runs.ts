import { parseArgs } from 'node:util';
import type { EngineClient } from '#contract/procedures.ts';
import { connect } from '#core/host/cli/connect.ts';
import { chooseWorkspace } from '#core/host/choose-workspace.ts';
import { readSurroundings } from '#core/host/surroundings.ts';
import type { Verb } from '../lib/verb.ts';
import { makeRunPlans, type RunPlan } from './run-plans.ts';

const help = `Logs runs of a made-up training to a workspace through RPC, so that a window shows them arrive.

  npm run log-runs -- [--workspace FOLDER] [--runs 1000] [--experiment NAME] [--at-once 8]`;

/** `npm run log-runs`: into the running engine of the workspace when there is one. */
export const logRuns: Verb = async ({ args, env, paths, say }) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      workspace: { type: 'string' },
      runs: { type: 'string', default: '1000' },
      experiment: { type: 'string', default: 'sentiment_classification' },
      'at-once': { type: 'string', default: '8' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    say(help);
    return 0;
  }
  const surroundings = { ...readSurroundings(paths.dist), env, cwd: env['STILE_CALLER_CWD'] ?? paths.root };
  const workspace = chooseWorkspace({ ...surroundings, given: values.workspace });
  const connection = await connect({ surroundings, workspace, actorName: 'npm run log-runs' });
  try {
    const start = performance.now();
    const experimentId = await findOrCreate(connection.client, values.experiment);
    const plans = makeRunPlans(Number(values.runs));
    await logAll(connection.client, experimentId, plans, Number(values['at-once']));
    const seconds = (performance.now() - start) / 1000;
    say(`Logged ${plans.length} runs to "${values.experiment}" in ${workspace}: ${seconds.toFixed(1)} s.`);
    return 0;
  } finally {
    await connection.close();
  }
};

async function findOrCreate(client: EngineClient, name: string): Promise<string> {
  const { experiments } = await client.experiments.search({ filter: `name = '${name}'`, view: 'all' });
  return experiments[0]?.experimentId ?? (await client.experiments.create({ name })).experimentId;
}

/** Parents first, then the others, `atOnce` at a time. */
async function logAll(
  client: EngineClient,
  experimentId: string,
  plans: readonly RunPlan[],
  atOnce: number,
): Promise<void> {
  const parents = new Map<string, string>();
  const logOne = async (plan: RunPlan): Promise<void> => {
    const runId = await logRun(client, experimentId, plan, parents.get(plan.parent ?? ''));
    if (plan.parent === null) parents.set(plan.name, runId);
  };
  for (const some of [
    plans.filter(({ parent }) => parent === null),
    plans.filter(({ parent }) => parent !== null),
  ]) {
    const waiting = [...some];
    const work = async (): Promise<void> => {
      for (let plan = waiting.shift(); plan !== undefined; plan = waiting.shift()) await logOne(plan);
    };
    await Promise.all(Array.from({ length: atOnce }, work));
  }
}

async function logRun(
  client: EngineClient,
  experimentId: string,
  plan: RunPlan,
  parentRunId: string | undefined,
): Promise<string> {
  const startedAt = Date.now() - plan.durationMs;
  const { runId } = await client.runs.create({
    experimentId,
    name: plan.name,
    parentRunId,
    userId: plan.user,
    startedAt,
  });
  await client.runs.logBatch({ runId, params: plan.params, tags: plan.tags, metrics: plan.metrics });
  await client.runs.update({ runId, status: plan.status, endedAt: startedAt + plan.durationMs });
  return runId;
}
