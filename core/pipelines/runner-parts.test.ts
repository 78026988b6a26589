import { expect, it } from 'vitest';
import { createMemoryGuard } from './runner-parts.ts';

it.each([
  ['linux', 100, false],
  ['linux', 200, true],
  ['win32', 100, false],
  // It does not tell what could be had.
  ['darwin', 100, true],
] as const)('on %s with %i bytes there is room: %s', (platform, available, hasRoom) => {
  expect(createMemoryGuard(platform, 150, () => available).hasRoom()).toBe(hasRoom);
});
