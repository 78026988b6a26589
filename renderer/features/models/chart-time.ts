import type { AliasHolder, ModelEvent } from '#contract/promotion.ts';
import type { ModelVersion } from '#contract/registry.ts';
import type { Reign } from './champion-course.ts';

/** Room for names at the left and for the last mark at the right, in pixels: the same in all parts of the chart. */
export const chartEdges = { left: 150, right: 24 } as const;
/** Lanes that are drawn: the versions that were champion, and the newest others. */
const mostLanes = 8;

/** The versions that have a lane, from the bottom up, oldest first. */
export function chooseLanes(course: readonly Reign[], versions: readonly ModelVersion[]): readonly number[] {
  const held = new Set(course.map(({ version }) => version).slice(-mostLanes));
  const others = versions.map(({ version }) => version).filter((version) => !held.has(version));
  return [...held, ...others.slice(0, Math.max(0, mostLanes - held.size))].toSorted((a, b) => a - b);
}

/** The moment at which the chart begins: the first champion, or the first version that has a lane. */
export function firstMoment(course: readonly Reign[], versions: readonly ModelVersion[]): number {
  const lanes = chooseLanes(course, versions);
  const shown = versions.filter(({ version }) => lanes.includes(version));
  return Math.min(...course.map(({ from }) => from), ...shown.map(({ createdAt }) => createdAt));
}

/** Time that has only begun still gets a step that can be seen. */
export function spanOf(first: number, now: number): number {
  return Math.max(now - first, 1000);
}

/** Where a moment lies between the left edge, 0, and now, 1. */
export function placeOf(at: number, first: number, span: number): number {
  return Math.min(1, Math.max(0, at - first) / span);
}

/** A stretch of time in a lane. */
export type LaneBar = {
  readonly id: string;
  readonly version: number;
  readonly from: number;
  /** Null while it lasts. */
  readonly to: number | null;
  readonly tone: 'alias' | 'answers' | 'errors';
  readonly holder: AliasHolder | null;
  readonly served: Served | null;
};
export type Served = Extract<ModelEvent, { kind: 'served' }>;
export type Lane = { readonly alias: string | null; readonly bars: readonly LaneBar[] };

/** A lane for each alias but champion, whose chart stands above, and one for the requests that were answered. */
export function buildLanes(holders: readonly AliasHolder[], events: readonly ModelEvent[]): readonly Lane[] {
  const aliases = [...new Set(holders.map(({ alias }) => alias))].filter((alias) => alias !== 'champion');
  const rank = (alias: string): number => (alias === 'challenger' ? 0 : 1);
  const lanes = aliases
    .toSorted((a, b) => rank(a) - rank(b) || a.localeCompare(b))
    .map((alias): Lane => ({
      alias,
      bars: holders
        .filter((holder) => holder.alias === alias)
        .toReversed()
        .map((holder) => ({
          id: `${alias} ${String(holder.from)}`,
          version: holder.version,
          from: holder.from,
          to: holder.to,
          tone: 'alias',
          holder,
          served: null,
        })),
    }));
  const served = events.filter((event) => event.kind === 'served').toReversed();
  if (served.length === 0) return lanes;
  const bars = served.flatMap((event): LaneBar[] =>
    event.version === null
      ? []
      : [
          {
            id: event.eventId,
            version: event.version,
            from: event.from,
            to: event.at,
            tone: event.errors > 0 ? 'errors' : 'answers',
            holder: null,
            served: event,
          },
        ],
  );
  return [...lanes, { alias: null, bars }];
}
