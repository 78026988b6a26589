import { expect, it } from 'vitest';
import { createI18n } from '../i18n/i18n.ts';
import { compareTaskKinds, taskKind, taskKindGroups, wordTaskKind, wordTaskKindAbout } from './task-kinds.ts';

it('a type that comes with Stile has a drawing, a group and words', async () => {
  const { t } = await createI18n('sv');
  expect(taskKind('stile/batch-predict').group).toBe('model');
  expect(wordTaskKind('stile/batch-predict', t)).toBe('Prediktera sats');
  expect(wordTaskKindAbout('stile/batch-predict', t)).toContain('sparar varje prediktion');
});

it('a type that nobody knows is shown by its own name, one that is missing as such', async () => {
  const { t } = await createI18n('en');
  expect(taskKind('acme/deploy').group).toBe('other');
  expect(wordTaskKind('acme/deploy', t)).toBe('acme/deploy');
  expect(wordTaskKindAbout('acme/deploy', t)).toBeNull();
  expect(wordTaskKind(null, t)).toBe('No type');
  // Names of every object are no types.
  expect(wordTaskKind('constructor', t)).toBe('constructor');
});

it('lists begin with code, and end with what came from elsewhere', () => {
  const sorted = ['z/own', 'wait', 'stile/train', 'a/own', 'python'].sort(compareTaskKinds);
  expect(sorted).toEqual(['python', 'stile/train', 'wait', 'a/own', 'z/own']);
  expect(taskKindGroups.at(-1)).toBe('other');
});
