import type { ActivityAction, ActivityEntry } from '#contract/activity.ts';
import type { EntityKind } from '#contract/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';

/** A row as the feature that wrote it reads it: the objects that it recorded itself. */
export interface RecordedChange extends Omit<
  ActivityEntry,
  'name' | 'belongsTo' | 'undoes' | 'role' | 'undo' | 'steps' | 'before' | 'after'
> {
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

/** Facts by name, such as `name` or `tag owner`; what is not there is null. */
export type Facts = Readonly<Record<string, unknown>>;

/** How one kind of change is taken back. */
export interface Inverse {
  /** The facts that the change left behind; null when the row does not hold enough to take it back. */
  left(change: RecordedChange): Facts | null;
  /** The same facts as they are now; null when the object is gone. */
  now(db: ReadableDb, change: RecordedChange): Facts | null;
  /** Makes the change that takes it back: one write, by the feature's own function. */
  undo(ctx: EngineContext, change: RecordedChange): Promise<unknown>;
}

type FactByKind = Readonly<Partial<Record<EntityKind, (db: ReadableDb, id: string) => string | null>>>;

/** What a feature brings to the activity: the ways back, and how its objects are called. */
export interface ActivityParts {
  readonly inverses: Readonly<Partial<Record<ActivityAction, Inverse>>>;
  /** By kind: the name of the object with this id; null when it is gone or has none. */
  readonly names?: FactByKind;
  /** By kind: the experiment or the model that the object belongs to. */
  readonly owners?: FactByKind;
}

/** The parts of all features in one. */
export function joinActivityParts(parts: readonly ActivityParts[]): Required<ActivityParts> {
  return {
    inverses: Object.assign({}, ...parts.map(({ inverses }) => inverses)) as ActivityParts['inverses'],
    names: Object.assign({}, ...parts.map(({ names }) => names ?? {})) as FactByKind,
    owners: Object.assign({}, ...parts.map(({ owners }) => owners ?? {})) as FactByKind,
  };
}

/** A text of what was recorded; null for anything else. */
export function recordedText(of: Record<string, unknown> | null, field: string): string | null {
  const value = of?.[field];
  return typeof value === 'string' ? value : null;
}

export interface TagStore {
  /** The value of a tag now; undefined when the object is gone. */
  find(db: ReadableDb, entityId: string, key: string): string | null | undefined;
  set(ctx: EngineContext, entityId: string, tag: { key: string; value: string }): Promise<unknown>;
  remove(ctx: EngineContext, entityId: string, key: string): Promise<unknown>;
}

/** The way back of a tag that was set or deleted, from rows that hold `{ key, value }` before and after. */
export function invertTag({ find, set, remove }: TagStore): Inverse {
  const keyOf = ({ before, after }: RecordedChange): string | null =>
    recordedText(after, 'key') ?? recordedText(before, 'key');
  return {
    left: (change) => {
      const key = keyOf(change);
      return key === null ? null : { [`tag ${key}`]: recordedText(change.after, 'value') };
    },
    now: (db, change) => {
      const key = keyOf(change) ?? '';
      const value = find(db, change.entityId, key);
      return value === undefined ? null : { [`tag ${key}`]: value };
    },
    undo: (ctx, change) => {
      const key = keyOf(change) ?? '';
      const value = recordedText(change.before, 'value');
      return value === null ? remove(ctx, change.entityId, key) : set(ctx, change.entityId, { key, value });
    },
  };
}
