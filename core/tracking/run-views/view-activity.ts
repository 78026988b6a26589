import { recordedText, type ActivityParts, type Inverse, type RecordedChange } from '#core/activity/index.ts';
import { runViewSettings } from '#contract/run-views.ts';
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
    if (!moved.includes('isDefault')) return updateRunView(ctx, back);
    const isDefault = before?.['isDefault'] === true;
    return updateRunView(ctx, { ...back, isDefault, defaultTo: numberOf(change.after, 'replacedDefault') });
  },
};

function movedFacts({ before, after }: RecordedChange): (typeof facts)[number][] {
  if (before === null || after === null) return [];
  return facts.filter((fact) => JSON.stringify(before[fact]) !== JSON.stringify(after[fact]));
}

/** The view that was the default before a change, or is since. */
function numberOf(of: RecordedChange['after'], field: 'replacedDefault' | 'defaultTo'): number | null {
  const id = of?.[field];
  return typeof id === 'number' ? id : null;
}

/** Ways back of saved views. A deleted one comes back with its number, so that links to it work again. */
export const viewActivity: ActivityParts = {
  inverses: {
    'view.create': {
      left: () => ({ exists: true }),
      now: (db, { entityId }) => (lookUpView(db, Number(entityId)) === null ? null : { exists: true }),
      undo: (ctx, { entityId, after }) =>
        deleteRunView(ctx, Number(entityId), numberOf(after, 'replacedDefault')),
    },
    'view.update': viewChange,
    'view.delete': {
      left: () => ({ exists: false }),
      now: (db, { entityId }) => ({ exists: lookUpView(db, Number(entityId)) !== null }),
      undo: (ctx, { entityId, before, after }) =>
        createRunView(ctx, {
          viewId: Number(entityId),
          experimentId: recordedText(before, 'experimentId') ?? '',
          name: recordedText(before, 'name') ?? '',
          isDefault: before?.['isDefault'] === true,
          over: numberOf(after, 'defaultTo'),
          settings: runViewSettings.parse(before?.['settings']),
        }),
    },
  },
  names: { view: (db, id) => lookUpView(db, Number(id))?.name ?? null },
  owners: { view: (db, id) => lookUpView(db, Number(id))?.experimentId ?? null },
};
