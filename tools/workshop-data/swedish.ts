import { readBank } from './bank.ts';
import { swedishShared } from './banks/sv-shared.ts';
import {
  swedishFilm,
  swedishHome,
  swedishHotel,
  swedishRestaurant,
  swedishService,
} from './banks/sv-topics.ts';
import type { Voice } from './compose.ts';
import { spread } from './english.ts';

/** Swedish for the drift pack: restaurants only and mostly clear, so that few hundred rows teach it. */
export function swedishDrift(): Voice {
  return {
    ...swedish(),
    topics: readBank('restaurang', swedishRestaurant, swedishShared),
    plain: 0.7,
    openers: 0.5,
    weights: { clear: 75, contrast: 3, uphill: 1, trick: 3, mild: 2, short: 16 },
  };
}

/** Swedish reviews of much the same things as the English ones. */
export function swedish(): Voice {
  return {
    topics: spread(
      readBank('restaurang', swedishRestaurant, swedishShared),
      readBank('hotell', swedishHotel, swedishShared),
      readBank('film', swedishFilm, swedishShared),
      readBank('hem', swedishHome, swedishShared),
      readBank('service', swedishService, swedishShared),
    ),
    // `men` and `fast` keep the order of a main clause, `även om` would turn it.
    contrasts: {
      any: [
        '{A}, men {B}',
        '{A}. Men {B}',
        '{B}. [Okej|Visst|Jovisst|Sant], {A}',
        '{A}. [Å andra sidan|Det viktigaste ändå|Men framför allt|Ändå]: {B}',
      ],
      full: ['{A}, fast {B}', '{B}, fast {A}', '{A}, men {B}'],
    },
    pairs: {
      any: ['{A}. {B}', '{A}. {B}', '{A}. [Dessutom|Plus|Och så]: {B}', '{A}; {B}'],
      full: ['{A} och {B}', '{A}, och {B}'],
    },
    turns: ['men', 'men', 'ändå:', 'å andra sidan:', 'fast'],
    plain: 0.25,
    openers: 1,
    weights: { clear: 54, contrast: 10, uphill: 7, trick: 6, mild: 5, short: 18 },
    habits: { lowercase: 0.05, openEnd: 0.1, shout: 0.12, typo: 0.02, runOn: 0.08, english: false },
  };
}
