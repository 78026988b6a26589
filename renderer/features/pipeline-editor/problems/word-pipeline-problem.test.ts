import { expect, it } from 'vitest';
import { createI18n } from '#renderer/i18n/i18n.ts';
import '#renderer/i18n/late/pipeline-form-words.ts';
import { wordPipelineProblem } from './word-pipeline-problem.ts';

const { t: en } = await createI18n('en');
const { t: sv } = await createI18n('sv');
const word = (expected: string, value = '61', path = 'schedule.cron') => {
  const problem = { code: 'wrong_value', path, value, expected } as const;
  return [wordPipelineProblem(problem, en, 'en'), wordPipelineProblem(problem, sv, 'sv')];
};

it.each([
  [
    'minute: numbers are 0 to 59',
    '“61” does not fit cron. As the minute it takes numbers from 0 to 59.',
    '”61” passar inte för cron. Som minut går det att ange tal från 0 till 59.',
  ],
  [
    'day of week: numbers are 0 to 7 or sun, mon, tue ...',
    '“61” does not fit cron. As the day of the week it takes numbers from 0 to 7, or names such as sun.',
    '”61” passar inte för cron. Som veckodag går det att ange tal från 0 till 7, eller namn som sun.',
  ],
  [
    'five fields or a preset: did you mean "@daily"?',
    '“61” does not fit cron. Did you mean “@daily”?',
    '”61” passar inte för cron. Menade du ”@daily”?',
  ],
])('of a cron: %s', (expected, inEnglish, inSwedish) => {
  expect(word(expected)).toEqual([inEnglish, inSwedish]);
});

it.each([
  [['at least one task', '{}', 'tasks'], '“{}” does not fit tasks. It takes at least one task.'],
  [
    ['exactly one of cron and every', '{}', 'schedule'],
    '“{}” does not fit schedule. It takes either cron or every.',
  ],
  [
    ['at least 1', '0', 'params.rows.default'],
    '“0” does not fit default. It takes a number that is at least 1.',
  ],
  [
    ['one of: train', 'shop.predict', 'tasks.a.with.module'],
    'The project has no module “shop.predict”. One of: train.',
  ],
] as const)('%j: %s', ([expected, value, path], words) => {
  const [inEnglish, inSwedish] = word(expected, value, path);
  expect(inEnglish).toBe(words);
  // As many sentences: nothing of what would be right is left out.
  expect(inSwedish?.split(/[.] /).length).toBe(words.split(/[.] /).length);
});

it('a module that is not there, in Swedish', () => {
  const [, words] = word('one of: train', 'shop.predict', 'tasks.a.with.module');
  expect(words).toBe('Projektet har ingen modul ”shop.predict”. En av: train.');
});
