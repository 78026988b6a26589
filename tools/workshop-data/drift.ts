import { readBank } from './bank.ts';
import { slangReviews } from './banks/drift-slang.ts';
import { techReviews } from './banks/drift-tech.ts';
import type { Voice } from './compose.ts';
import { englishContrasts, englishPairs, englishTurns } from './english.ts';

/** Careful English about another domain: phones, laptops, apps and gadgets. */
export function tech(): Voice {
  return {
    topics: readBank('tech', techReviews),
    contrasts: englishContrasts,
    pairs: englishPairs,
    turns: englishTurns,
    plain: 0,
    openers: 0.5,
    weights: { clear: 62, contrast: 6, uphill: 4, trick: 6, mild: 4, short: 18 },
    habits: { lowercase: 0.06, openEnd: 0.1, shout: 0.1, typo: 0.03, runOn: 0.1, english: true },
  };
}

/** Text-speak: lower case, few full stops, words that no dictionary has. */
export function slang(): Voice {
  const any = ['{A} {B}', '{A} [n|n also|plus|+] {B}', '{A}, {B}', '{A} [lol|lmao|omg|...] {B}'];
  const against = [
    '{A} but {B}',
    '{A} [but|tho] [like|fr|idk|lowkey] {B}',
    '{A}... but {B}',
    '{B} even tho {A}',
  ];
  return {
    topics: readBank('slang', slangReviews),
    contrasts: { any: against, full: [] },
    pairs: { any, full: [] },
    turns: ['but', 'but like', 'but fr', 'idk tho'],
    plain: 0,
    openers: 0.5,
    weights: { clear: 74, contrast: 3, uphill: 1, trick: 3, mild: 3, short: 14 },
    habits: { lowercase: 0.9, openEnd: 0.85, shout: 0.1, typo: 0.06, runOn: 0.75, english: false },
  };
}
