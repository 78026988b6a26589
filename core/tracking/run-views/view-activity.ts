import { recordedText, type ActivityParts, type Inverse, type RecordedChange } from '#core/activity/index.ts';
import { runViewSettings } from '#contract/run-views.ts';
import type { EngineContext } from '#core/store/context.ts';
import { createRunView, deleteRunView, lookUpView, updateRunView } from './views.ts';

/** Facts of a view that a change can move. */
const facts = ['name', 'isDefault', 'settings'] as const;

const viewChange: Inverse = {
  left: (change) => {
    const moved = movedFacts(change);
    return moved.length === 0 ? null : Object.fromEntries(moved.map((fact) => [fact, change.after?.[fact]]));
  },
  now: (db, { entityId }) => {
    const view = lookUpView(db, Number(entityId));
    return view === null ? null : { ...view };
  },
  undo: (ctx, change) => {
    const moved = movedFacts(change);
    const { before, entityId } = change;
    const back = {
      viewId: Number(entityId),
      ...(moved.includes('name') && { name: recordedText(before, 'name') ?? '' }),
      ...(moved.includes('settings') && { settings: runViewSettings.parse(before?.['settings']) }),
    };
    const former = replacedDefault(ctx, change);
    // Giving the default back takes it from this one. One write: what else moved did not move together with it.
    if (former !== null && moved.length === 1) return updateRunView(ctx, { viewId: former, isDefault: true });
    return updateRunView(ctx, {
      ...back,
      ...(moved.includes('isDefault') && { isDefault: before?.['isDefault'] === true }),
    });
  },
};

function movedFacts({ before, after }: RecordedChange): (typeof facts)[number][] {
  if (before === null || after === null) return [];
  return facts.filter((fact) => JSON.stringify(before[fact]) !== JSON.stringify(after[fact]));
}

/** The view that was the default before the change, if it is still there. */
function replacedDefault({ db }: EngineContext, { after }: RecordedChange): number | null {
  const id = after?.['replacedDefault'];
  return typeof id === 'number' && lookUpView(db, id) !== null ? id : null;
}

/** Ways back of saved views. A deleted one comes back with its number, so that links to it work again. */
export const viewActivity: ActivityParts = {
  inverses: {
    'view.create': {
      left: () => ({ exists: true }),
      now: (db, { entityId }) => (lookUpView(db, Number(entityId)) === null ? null : { exists: true }),
      undo: (ctx, { entityId }) => deleteRunView(ctx, Number(entityId)),
    },
    'view.update': viewChange,
    'view.delete': {
      left: () => ({ exists: false }),
      now: (db, { entityId }) => ({ exists: lookUpView(db, Number(entityId)) !== null }),
      undo: (ctx, { entityId, before }) =>
        createRunView(ctx, {
          viewId: Number(entityId),
          experimentId: recordedText(before, 'experimentId') ?? '',
          name: recordedText(before, 'name') ?? '',
          isDefault: before?.['isDefault'] === true,
          settings: runViewSettings.parse(before?.['settings']),
        }),
    },
  },
  names: { view: (db, id) => lookUpView(db, Number(id))?.name ?? null },
  owners: { view: (db, id) => lookUpView(db, Number(id))?.experimentId ?? null },
};
