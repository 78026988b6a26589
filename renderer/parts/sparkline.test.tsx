import { expect, it } from 'vitest';
import { toPoints } from './sparkline.tsx';

it.each([[[1e308, -1e308, 0]], [[Number.MAX_VALUE, -Number.MAX_VALUE]], [[5e-324, 0]], [[3, 3]]])(
  'the course of %j has a place for each point',
  (values) => {
    for (const { x, y } of toPoints(values))
      expect([x >= 0 && x <= 46, y >= 0 && y <= 16]).toEqual([true, true]);
  },
);
