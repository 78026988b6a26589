import { expect, it } from 'vitest';
import { createI18n } from '#renderer/i18n/i18n.ts';
import { formatMoment } from '#renderer/parts/times.ts';
import { wordRunTrigger } from './word-trigger.ts';

const { t } = await createI18n('en');
const run = {
  trigger: { kind: 'manual', detail: '' },
  backfillId: null,
  logicalAt: 1_700_000_000_000,
} as const;

it('a run that a backfill began says so, with its date, and is not told as one by hand', () => {
  expect(wordRunTrigger(run, t)).toBe('by hand');
  expect(wordRunTrigger({ ...run, backfillId: 3 }, t)).toBe(`backfill, ${formatMoment(run.logicalAt)}`);
});
