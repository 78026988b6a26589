import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cardHeight, orderByNeeds, snap, widthOfCard } from './flow-places.ts';
import type { LaidTask, Place, Places } from './flow-places.ts';
import { layOutAround } from './lay-out-around.ts';
import { layOutFresh } from './lay-out-fresh.ts';
import { layOutGrid } from './lay-out-grid.ts';
import { layOut } from './lay-out.ts';

const task = (id: string, needs: readonly string[] = [], group: string | null = null): LaidTask => ({
  id,
  needs,
  width: widthOfCard(id),
  group,
});

const story = [
  task('generate'),
  task('predict', ['generate']),
  task('monitor', ['predict']),
  task('cleanup', ['monitor']),
  task('summary', ['monitor']),
];

/** Any graph without cycles, some with groups. */
const graphs = fc
  .array(
    fc.record({ needs: fc.array(fc.nat(), { maxLength: 3 }), group: fc.option(fc.constantFrom('a', 'b')) }),
    { minLength: 1, maxLength: 30 },
  )
  .map((rows) =>
    rows.map(({ needs, group }, index) =>
      task(
        `t${String(index)}${'x'.repeat(index % 20)}`,
        index === 0
          ? []
          : [...new Set(needs.map((need) => need % index))].map(
              (need) => `t${String(need)}${'x'.repeat(need % 20)}`,
            ),
        group,
      ),
    ),
  );
const someFixed = fc.array(
  fc.record({
    index: fc.nat(),
    x: fc.integer({ min: -400, max: 1600 }),
    y: fc.integer({ min: -400, max: 900 }),
  }),
  { maxLength: 6 },
);
const fixedIn = (tasks: readonly LaidTask[], moved: readonly (Place & { index: number })[]): Places =>
  new Map(
    moved.map(({ index, x, y }) => [tasks[index % tasks.length]?.id ?? '', { x: snap(x), y: snap(y) }]),
  );

function overlaps(tasks: readonly LaidTask[], places: Places, fixed: Places = new Map()): readonly string[] {
  const cards = tasks.map(({ id, width }) => ({ id, width, ...(places.get(id) ?? { x: NaN, y: NaN }) }));
  return cards.flatMap((a, index) =>
    cards.slice(index + 1).flatMap((b) => {
      // A person may put two cards where they like.
      if (fixed.has(a.id) && fixed.has(b.id)) return [];
      const isApart = a.x >= b.x + b.width || b.x >= a.x + a.width || Math.abs(a.y - b.y) >= cardHeight;
      return isApart ? [] : [`${a.id} ${b.id}`];
    }),
  );
}

function backwards(tasks: readonly LaidTask[], places: Places, fixed: Places = new Map()): readonly string[] {
  const byId = new Map(tasks.map((one) => [one.id, one]));
  return tasks.flatMap(({ id, needs }) =>
    needs.flatMap((need) => {
      const [from, to] = [places.get(need), places.get(id)];
      const width = byId.get(need)?.width ?? 0;
      if (fixed.has(id) || from === undefined || to === undefined) return [];
      return to.x >= from.x + width ? [] : [`${need} -> ${id}`];
    }),
  );
}

it('a chain stands on one line, and its two ends above and below it', () => {
  const places = layOutFresh(story);
  const y = (id: string): number => places.get(id)?.y ?? NaN;
  expect(places.get('generate')?.x).toBe(0);
  expect([y('predict'), y('monitor')]).toEqual([y('generate'), y('generate')]);
  expect(Math.sign(y('cleanup') - y('monitor'))).toBe(-Math.sign(y('summary') - y('monitor')));
  expect(y('cleanup')).not.toBe(y('summary'));
});

it('nothing overlaps, needs stand left, the same graph gives the same places', () => {
  fc.assert(
    fc.property(graphs, (tasks) => {
      const places = layOutFresh(tasks);
      expect(overlaps(tasks, places)).toEqual([]);
      expect(backwards(tasks, places)).toEqual([]);
      expect(layOutFresh(tasks)).toEqual(places);
    }),
    { numRuns: 60 },
  );
});

it('what a person moved stays, and the others keep clear of it and right of what they need', () => {
  fc.assert(
    fc.property(graphs, someFixed, (tasks, moved) => {
      const fixed = fixedIn(tasks, moved);
      const places = layOut(tasks, fixed);
      for (const [id, place] of fixed) expect(places.get(id)).toEqual(place);
      expect(overlaps(tasks, places, fixed)).toEqual([]);
      expect(backwards(tasks, places, fixed)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

it('a task more moves nobody, when nobody stands in the way of its needs', () => {
  fc.assert(
    fc.property(graphs, fc.array(fc.nat(), { maxLength: 3 }), (tasks, picks) => {
      const before = layOutFresh(tasks);
      const needs = [...new Set(picks.map((pick) => tasks[pick % tasks.length]?.id ?? ''))];
      const grown = [...tasks, task('new', needs)];
      const after = layOutAround(grown, { fixed: new Map(), wanted: before, followsFixed: false });
      for (const { id } of tasks) expect(after.get(id)).toEqual(before.get(id));
      expect(overlaps(grown, after)).toEqual([]);
      expect(backwards(grown, after)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

it('a task put between two others moves only those after it', () => {
  const before = layOutFresh(story);
  const grown = [
    ...story.map((one) => (one.id === 'monitor' ? task('monitor', ['check']) : one)),
    task('check', ['predict']),
  ];
  const after = layOutAround(grown, { fixed: new Map(), wanted: before, followsFixed: false });
  expect(['generate', 'predict'].map((id) => after.get(id))).toEqual(
    ['generate', 'predict'].map((id) => before.get(id)),
  );
  expect(backwards(grown, after)).toEqual([]);
  expect(overlaps(grown, after)).toEqual([]);
});

it('dragging a task past those that need it does not send them away', () => {
  const before = layOutFresh(story);
  const fixed = new Map([['predict', { x: 1200, y: 400 }]]);
  const after = layOutAround(story, { fixed, wanted: before, followsFixed: false });
  for (const id of ['generate', 'monitor', 'cleanup', 'summary'])
    expect(after.get(id)).toEqual(before.get(id));
  expect(after.get('predict')).toEqual({ x: 1200, y: 400 });
});

it('a cycle in the text still gets places that do not overlap', () => {
  const tasks = [task('a', ['c']), task('b', ['a']), task('c', ['b']), task('d', ['d', 'gone'])];
  for (const places of [
    layOutFresh(tasks),
    layOutGrid(tasks),
    layOut(tasks, new Map([['b', { x: 0, y: 0 }]])),
  ])
    expect(overlaps(tasks, places)).toEqual([]);
  expect(orderByNeeds(tasks).map(({ id }) => id)).toEqual(['d', 'a', 'b', 'c']);
});

it('five thousand tasks go into a grid within a second, without overlaps and from left to right', () => {
  const tasks = Array.from({ length: 5000 }, (_, index) =>
    task(
      `task_${String(index)}`,
      index < 40 ? [] : [`task_${String(index - 40)}`, `task_${String(Math.floor(index / 2))}`],
    ),
  );
  const started = performance.now();
  const places = layOut(tasks, new Map([['task_7', { x: 800, y: 160 }]]));
  expect(performance.now() - started).toBeLessThan(3000);
  expect(places.size).toBe(5000);
  expect(backwards(tasks, places, new Map([['task_7', { x: 0, y: 0 }]]))).toEqual([]);
});
