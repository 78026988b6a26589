import { readBank } from './bank.ts';
import type { Topic } from './bank.ts';
import { englishFilm } from './banks/en-film.ts';
import { englishHotel } from './banks/en-hotel.ts';
import { englishHousehold, englishMachines, englishSoftGoods } from './banks/en-household.ts';
import { englishRestaurant } from './banks/en-restaurant.ts';
import { englishService } from './banks/en-service.ts';
import { englishPlaces, englishShared } from './banks/en-shared.ts';
import type { Frames, Voice } from './compose.ts';

/** Joins two clauses, also in the English part of the drift pack. */
export const englishPairs: Frames = {
  any: ['{A}. {B}', '{A}. {B}', '{A}[. Also,|. Plus,|. On top of that,|; besides,|. And] {B}', '{A}; {B}'],
  full: ['{A}, and {B}', '{A} and {B}'],
};

/** Sets one clause against another, also in the English part of the drift pack. */
export const englishContrasts: Frames = {
  any: [
    '{A}, but {B}',
    '{A}. But {B}',
    '{B}. [Granted|True|Admittedly|Sure], {A}',
    '{A}. [Still|Even so|Nevertheless|Then again|Having said that], {B}',
    '{A}. [What matters more|What counts for me|More to the point|The main thing, though]: {B}',
  ],
  full: [
    '{A}, [although|though] {B}',
    '[although|while|though] {A}, {B}',
    '{B}, [though|although|while] {A}',
    '{A}, yet {B}',
  ],
};

export const englishTurns = [
  'still,',
  'but',
  'and yet:',
  'however,',
  'on the other hand,',
  'even so,',
  'then again,',
];

/** Each list of topics gets the same share, however many topics it holds. */
export function spread(...groups: Topic[][]): Topic[] {
  const most = Math.max(...groups.map((group) => group.length));
  return groups.flatMap((group) =>
    Array.from({ length: most }, (_, i) => group[i % group.length]).filter((topic) => topic !== undefined),
  );
}

/** Reviews of restaurants, hotels, films, things for the house and people who do something for you. */
export function english(): Voice {
  const places = `${englishShared}\n${englishPlaces}`;
  const things = `${englishShared}\n${englishHousehold}`;
  return {
    topics: spread(
      readBank('restaurant', englishRestaurant, places),
      readBank('hotel', englishHotel, places),
      readBank('film', englishFilm, englishShared),
      [...readBank('machine', englishMachines, things), ...readBank('household', englishSoftGoods, things)],
      readBank('service', englishService, places),
    ),
    contrasts: englishContrasts,
    pairs: englishPairs,
    turns: englishTurns,
    weights: { clear: 60, contrast: 9, uphill: 5, trick: 6, mild: 5, short: 17 },
    plain: 0.45,
    openers: 1,
    habits: { lowercase: 0.06, openEnd: 0.1, shout: 0.12, typo: 0.04, runOn: 0.1, english: true },
  };
}
