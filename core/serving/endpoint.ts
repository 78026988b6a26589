import type { RegisteredModel } from '#contract/registry.ts';
import { hasCode, StileError } from '#core/kernel/errors.ts';
import {
  findModelTarget,
  getRegisteredModel,
  listRegisteredModels,
  resolveModelUri,
} from '#core/registry/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ModelTarget } from './servable-model.ts';

/** What was chosen and counted for the endpoint. */
export interface EndpointRow {
  /** Null: the model that was promoted last. */
  model: string | null;
  requests: number;
  predictions: number;
  errors: number;
}

export function readEndpoint({ db }: Pick<EngineContext, 'db'>): EndpointRow {
  const row = db.get<EndpointRow>('SELECT model, requests, predictions, errors FROM serving_endpoint');
  return row ?? { model: null, requests: 0, predictions: 0, errors: 0 };
}

/** Says which model `/invocations` means; null: the one promoted last. @throws NOT_FOUND */
export async function setEndpointModel(ctx: EngineContext, name: string | null): Promise<void> {
  await ctx.write((tx) => {
    if (name !== null) getRegisteredModel(tx, name);
    const before = readEndpoint(tx).model;
    if (before === name) {
      tx.unchanged();
      return;
    }
    tx.db.run('UPDATE serving_endpoint SET model = ?', name);
    tx.record({
      action: 'serving.setModel',
      entityKind: 'model',
      entityId: name ?? '',
      before: { name: before },
      after: { name },
    });
    tx.emit({ type: 'serving.changed' });
  });
}

/**
 * The champion that the endpoint answers with.
 * @throws NOT_FOUND when there is none, MODEL_DAMAGED
 */
export function findEndpointTarget(ctx: EngineContext): ModelTarget {
  const { model } = readEndpoint(ctx);
  const name = model ?? findLastPromoted(ctx);
  if (name !== null) return findTarget(ctx, `models:/${name}@champion`);
  throw new StileError(
    'NOT_FOUND',
    `No model has a champion yet, so there is nothing to answer with. ${wordRemedy(ctx)}`,
    { kind: 'alias', id: 'champion' },
  );
}

function wordRemedy(ctx: EngineContext): string {
  const [first] = listServable(ctx);
  return first === undefined
    ? 'Train and register one first: the workshop does, or `stile model register`.'
    : `Promote a version, for example with: stile model promote ${first.name} ${first.version}`;
}

/** The version that a name, or an address such as `models:/reviews/3`, means now. @throws NOT_FOUND, MODEL_DAMAGED */
function findTarget(ctx: EngineContext, uri: string): ModelTarget {
  return findModelTarget(ctx, resolveModelUri(ctx, uri).uri);
}

/** As `findTarget`; a name alone means its champion, and its latest version while it has none. */
export function findNamedTarget(ctx: EngineContext, uri: string): ModelTarget {
  if (uri.startsWith('models:/')) return findTarget(ctx, uri);
  try {
    return findTarget(ctx, uri);
  } catch (error) {
    if (!hasCode(error, 'NOT_FOUND') || error.data.kind !== 'alias') throw error;
    return findTarget(ctx, `models:/${uri}/latest`);
  }
}

function findLastPromoted(ctx: EngineContext): string | null {
  let best: { name: string; since: number } | null = null;
  for (const { name, champion } of readModels(ctx)) {
    if (champion === null || (best !== null && champion.since <= best.since)) continue;
    best = { name, since: champion.since };
  }
  return best?.name ?? null;
}

/** The models that can be asked by name, with the version that a name alone means. */
export function listServable(ctx: EngineContext): { name: string; version: number }[] {
  return readModels(ctx).flatMap(({ name, champion, latestVersion }) => {
    const version = champion?.version.version ?? latestVersion?.version;
    return version === undefined ? [] : [{ name, version }];
  });
}

function readModels(ctx: EngineContext): RegisteredModel[] {
  const all: RegisteredModel[] = [];
  let pageToken: string | null = null;
  do {
    const page: ReturnType<typeof listRegisteredModels> = listRegisteredModels(ctx, {
      maxResults: 1000,
      ...(pageToken === null ? {} : { pageToken }),
    });
    all.push(...page.models);
    pageToken = page.nextPageToken;
  } while (pageToken !== null);
  return all;
}
