import type { RollbackPlan } from '#contract/promotion.ts';
import type { ServingStatus } from '#contract/serving.ts';
import { StileError } from '#core/kernel/errors.ts';
import { readRuntime } from '#core/models/index.ts';
import type { PythonService } from '#core/python/index.ts';
import { locateModelFolder, planRollback } from '#core/registry/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import { readHolders } from './holders.ts';

interface Parts {
  ctx: EngineContext;
  python: Pick<PythonService, 'inspectModel'>;
  serving: ServingStatus;
}

/** What a rollback would do, for whoever is about to say why. @throws INVALID_STATE as `rollback`; NOT_FOUND */
export async function readRollbackPlan(parts: Parts, { name }: { name: string }): Promise<RollbackPlan> {
  const { ctx, serving } = parts;
  const { from, to, skippedDeleted } = planRollback(ctx, name);
  const held = readHolders(ctx, { name, alias: 'champion' }).find(({ version }) => version === to);
  if (held === undefined) throw new Error(`version ${to} of ${name} was champion, and no move says when`);
  return {
    from,
    to,
    held: { from: held.from, to: held.to },
    skippedDeleted,
    serving: {
      address: serving.address,
      isEndpoint: isEndpointThen(ctx, name),
      ...(await readReadiness(parts, name, to)),
    },
    alerts: ctx.db.all<RollbackPlan['alerts'][number]>(
      `SELECT id AS alertId, signal FROM alerts
       WHERE model_name = ? AND model_version = ? AND state <> 'resolved' ORDER BY id DESC`,
      name,
      from,
    ),
  };
}

/** Without a choice the endpoint follows what was promoted last, and a rollback counts as that. */
function isEndpointThen({ db }: EngineContext, name: string): boolean {
  const chosen = db.get<{ model: string | null }>('SELECT model FROM serving_endpoint')?.model ?? null;
  return chosen === null || chosen === name;
}

async function readReadiness(
  { ctx, python, serving }: Parts,
  name: string,
  version: number,
): Promise<Pick<RollbackPlan['serving'], 'runtime' | 'isReady'>> {
  try {
    const folder = locateModelFolder(ctx, `models:/${name}/${version}`);
    const { kind: runtime } = await readRuntime(folder);
    if (runtime !== 'python') return { runtime, isReady: true };
    const isRunning = serving.python.some(
      (one) => one.name === name && one.version === version && one.state === 'ready',
    );
    return { runtime, isReady: isRunning || (await python.inspectModel(folder)).target !== null };
  } catch (error) {
    // Files that are not here keep nobody from moving the alias.
    if (!(error instanceof StileError)) throw error;
    return { runtime: null, isReady: false };
  }
}
