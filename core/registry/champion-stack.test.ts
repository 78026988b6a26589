import { describe, expect, it } from 'vitest';
import { failureOf } from '#core/testing/factories.ts';
import { createRandom, type Random } from '#core/testing/random.ts';
import { createRemoteVersion } from '#core/testing/test-models.ts';
import { withEngine } from '#core/testing/with-engine.ts';
import { findRollbackTarget, findSkipped, replayMoves, type Move } from './champion-stack.ts';

const seed = 20261125;

describe('any story of a champion', () => {
  it(`is told by its history as by a plain list of holders (500 stories, seed ${seed})`, () => {
    const random = createRandom(seed);
    for (let story = 0; story < 500; story++) {
      const model = createHolderModel(6);
      const moves: Move[] = [];
      for (let step = 0; step < 40; step++) {
        random.pick(steps)(model, moves, random);
        const { holder, target } = readHistory(moves, model);
        expect([holder, target]).toEqual([model.holder(), model.before()]);
      }
    }
  });

  it(`is the same through the engine (120 steps, seed ${seed})`, () =>
    withEngine(async ({ client }) => {
      for (let i = 0; i < 5; i++) await createRemoteVersion(client, 'churn');
      const random = createRandom(seed);
      const model = createHolderModel(5);
      for (let step = 0; step < 120; step++) {
        if (random.next() < 0.6) {
          const version = random.int(5) + 1;
          model.give(version);
          await client.registry.promote({ name: 'churn', version, reason: 'better' });
        } else {
          const call = client.registry.rollback({ name: 'churn', reason: 'worse' });
          if (model.rollBack() === null) expect((await failureOf(call)).code).toBe('INVALID_STATE');
          else await call;
        }
        const { champion, rollbackTo } = await client.registry.get({ name: 'churn' });
        expect([champion?.version.version ?? null, rollbackTo]).toEqual([model.holder(), model.before()]);
      }
    }));
});

type Step = (model: HolderModel, moves: Move[], random: Random) => void;

/** Each changes the history and the plain model alike; what is not possible just now changes neither. */
const steps: readonly Step[] = [
  giveStep,
  giveStep,
  giveStep,
  rollBackStep,
  rollBackStep,
  takeOffStep,
  removeStep,
];

function giveStep(model: HolderModel, moves: Move[], random: Random): void {
  const version = random.int(6) + 1;
  if (!model.isThere(version) || model.holder() === version) return;
  model.give(version);
  moves.push({ kind: random.pick(['promote', 'set']), version });
}

function rollBackStep(model: HolderModel, moves: Move[]): void {
  const { stack, target } = readHistory(moves, model);
  model.rollBack();
  if (target === null) return;
  for (const skipped of findSkipped(stack, target, model.isThere)) expect(model.isThere(skipped)).toBe(false);
  moves.push({ kind: 'rollback', version: target });
}

function takeOffStep(model: HolderModel, moves: Move[]): void {
  if (model.holder() === null) return;
  model.takeOff();
  moves.push({ kind: 'remove', version: null });
}

/** Seldom, and never the champion. */
function removeStep(model: HolderModel, _moves: Move[], random: Random): void {
  const version = random.int(30) + 1;
  if (model.holder() !== version) model.remove(version);
}

function readHistory(
  moves: readonly Move[],
  model: HolderModel,
): { stack: ReturnType<typeof replayMoves>; holder: number | null; target: number | null } {
  const stack = replayMoves(moves);
  const holder = stack.isHeld ? (stack.versions.at(-1) ?? null) : null;
  return { stack, holder, target: findRollbackTarget(stack, model.isThere) };
}

interface HolderModel {
  holder(): number | null;
  /** Who a rollback would give the alias to. */
  before(): number | null;
  isThere(version: number): boolean;
  give(version: number): void;
  takeOff(): void;
  remove(version: number): void;
  rollBack(): number | null;
}

/** What people expect of a rollback, written down as a list of past holders. */
function createHolderModel(versions: number): HolderModel {
  const there = new Set(Array.from({ length: versions }, (_, i) => i + 1));
  let past: number[] = [];
  let holder: number | null = null;
  const before = (): number | null =>
    past.findLast((version) => version !== holder && there.has(version)) ?? null;
  return {
    holder: () => holder,
    before,
    isThere: (version) => there.has(version),
    give: (version) => {
      if (holder === version) return;
      if (holder !== null) past.push(holder);
      else if (past.at(-1) === version) past.pop();
      holder = version;
    },
    takeOff: () => {
      if (holder !== null) past.push(holder);
      holder = null;
    },
    remove: (version) => void there.delete(version),
    rollBack: () => {
      const target = before();
      if (target === null) return null;
      past = past.slice(0, past.lastIndexOf(target));
      holder = target;
      return target;
    },
  };
}
