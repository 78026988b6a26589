import { expect, it } from 'vitest';
import type { LaidTask, Places } from './flow-places.ts';
import { layOut } from './lay-out.ts';
import { PlacesKeeper } from './places-keeper.ts';

const task = (id: string, needs: readonly string[] = []): LaidTask => ({
  id,
  needs,
  width: 152,
  group: null,
});
const chain = [task('a'), task('b', ['a']), task('c', ['b'])];
const none: Places = new Map();

function createKeeper(stored = new Map<string, Places>()) {
  let orders = 0;
  const keeper = new PlacesKeeper(
    async ({ tasks, fixed }) => {
      orders += 1;
      return layOut(tasks, fixed);
    },
    { read: (key) => stored.get(key) ?? null, keep: (key, places) => void stored.set(key, places) },
  );
  return { keeper, stored, orders: () => orders };
}

async function opened(stored?: Map<string, Places>) {
  const made = createKeeper(stored);
  const first = made.keeper.placesOf(chain, none);
  await Promise.resolve();
  await Promise.resolve();
  return { ...made, first };
}

it('a new graph is laid out aside and told of, then known', async () => {
  const { keeper, first, orders } = await opened();
  expect(first).toBe(null);
  expect(keeper.changed.get()).toBe(1);
  expect(keeper.placesOf(chain, none)?.size).toBe(3);
  expect(orders()).toBe(1);
});

it('a graph that grew is answered at once and moves nobody, and going back gives the very places', async () => {
  const { keeper, orders } = await opened();
  const before = keeper.placesOf(chain, none);
  const after = keeper.placesOf([...chain, task('d', ['a'])], none);
  for (const { id } of chain) expect(after?.get(id)).toEqual(before?.get(id));
  expect(after?.get('d')).toBeDefined();
  expect(orders()).toBe(1);
  expect(keeper.placesOf(chain, none)).toBe(before);
});

it('what was kept is shown again, whatever a fresh layout would give', async () => {
  const { keeper, stored } = await opened();
  const grown = [...chain, task('d', ['a'])];
  const left = keeper.placesOf(grown, none);
  const again = createKeeper(stored);
  expect(again.keeper.placesOf(grown, none)).toEqual(left);
  expect(again.orders()).toBe(0);
});

it('tidying gives the fresh places, and says whether they are others', async () => {
  const { keeper } = await opened();
  expect((await keeper.freshPlaces(chain)).isNew).toBe(false);
  const grown = [task('a'), task('b', ['a', 'n']), task('c', ['b']), task('n', ['a'])];
  keeper.placesOf(grown, none);
  expect((await keeper.freshPlaces(grown)).isNew).toBe(true);
});

it('a worker that fails is told of to who asks for places', async () => {
  const keeper = new PlacesKeeper(() => Promise.reject(new Error('no worker')), {
    read: () => null,
    keep: () => undefined,
  });
  expect(keeper.placesOf(chain, none)).toBe(null);
  await Promise.resolve();
  await Promise.resolve();
  expect(() => keeper.placesOf(chain, none)).toThrow('no worker');
});

it('the first task of all has its place at once', () => {
  const { keeper, orders } = createKeeper();
  expect(keeper.placesOf([], none)?.size).toBe(0);
  expect(keeper.placesOf([task('a')], none)?.has('a')).toBe(true);
  expect(keeper.placesOf([task('a'), task('b', ['a'])], none)?.size).toBe(2);
  expect(orders()).toBe(0);
});
