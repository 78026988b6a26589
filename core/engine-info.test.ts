import { describe, expect, it } from 'vitest';
import { findLowDisk } from './engine-info.ts';

describe('the warning of a disk that is almost full', () => {
  it.each([
    [null, []],
    [500_000_000, []],
    [499_999_999, [{ code: 'LOW_DISK', detail: '499999999' }]],
    [0, [{ code: 'LOW_DISK', detail: '0' }]],
  ])('for %j free bytes', (freeBytes, warnings) => {
    expect(findLowDisk(freeBytes)).toEqual(warnings);
  });
});
