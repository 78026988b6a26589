import { expect, it } from 'vitest';
import { createI18n } from '#renderer/i18n/i18n.ts';
import { wordWhy } from './word-why.ts';

const { t } = await createI18n('sv');
const nothing = { state: 'failed', reason: null, errorCode: null, failure: null, exitCode: null } as const;

it.each([
  [{ exitCode: 3, errorCode: 'TASK_FAILED', reason: 'Its program ended with exit code 3.' }, /felkod 3/],
  [{ errorCode: 'TIMEOUT', reason: 'The task took longer than its execution_timeout of 2 s.' }, /längre/],
  [{ state: 'skipped', errorCode: 'no_promotion', reason: 'promote is off for this run' }, /person/],
  [{ state: 'interrupted', reason: 'interrupted: the engine ended before the task did' }, /Motorn/],
  [{ state: 'canceled', reason: 'canceled by screen' }, /avbröts/],
  [
    {
      errorCode: 'NOT_FOUND',
      reason: 'There is no dataset "reviews".',
      failure: { code: 'NOT_FOUND', data: { kind: 'dataset', id: 'reviews' } },
    },
    /reviews.*finns inte|inte.*reviews/,
  ],
] as const)('what a code tells is said in the language of the screen: %j', (end, words) => {
  const why = wordWhy({ ...nothing, ...end }, t);
  expect(why?.text).toMatch(words);
  expect(why?.isForeign).toBe(false);
});

it('what a program or a person said stands as they said it', () => {
  const said = (end: object) => wordWhy({ ...nothing, ...end }, t);
  expect(said({ errorCode: 'INTERNAL', reason: 'no such column: prise' })).toEqual({
    text: 'no such column: prise',
    isForeign: true,
  });
  expect(said({ state: 'canceled', reason: 'the data is old' })?.isForeign).toBe(true);
  expect(said({ state: 'success' })).toBeNull();
});
