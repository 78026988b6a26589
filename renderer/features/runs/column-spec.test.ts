import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moveColumn, parseColumns, pinnedFirst, printColumns } from './column-spec.ts';

const key = fc.stringMatching(/^[A-Za-z0-9_\-./: ]{1,20}$/);
const id = fc.oneof(
  key.map((name) => `metrics.${name}`),
  key.map((name) => `metrics.${name}@min`),
  key.map((name) => `params.${name}`),
  fc.constantFrom('status', 'user', 'duration', 'started'),
);
const choice = fc.record(
  { id, px: fc.integer({ min: 40, max: 2000 }), isPinned: fc.constant(true) },
  { requiredKeys: ['id'] },
);
const choices = fc.uniqueArray(choice, { selector: (one) => one.id, maxLength: 8 });

describe('columns in the address', () => {
  it('read back as they were written', () => {
    fc.assert(
      fc.property(choices, (list) => {
        expect(parseColumns(printColumns(list))).toEqual(list);
      }),
      { numRuns: 500, seed: 5 },
    );
  });

  it('of an older link have the plain columns around them', () => {
    expect(parseColumns('metrics.f1,params.C').map((one) => one.id)).toEqual([
      'status',
      'metrics.f1',
      'params.C',
      'duration',
      'started',
    ]);
  });

  it('bear anything', () => {
    fc.assert(
      fc.property(fc.string(), (text) => void parseColumns(text)),
      { numRuns: 300, seed: 5 },
    );
    expect(parseColumns('a~9,a,none')).toEqual([{ id: 'a' }]);
  });

  it('move, and stand pinned first', () => {
    const list = [{ id: 'a' }, { id: 'b' }, { id: 'c', isPinned: true }];
    expect(moveColumn(list, 'a', 2).map((one) => one.id)).toEqual(['b', 'c', 'a']);
    expect(moveColumn(list, 'c', -4).map((one) => one.id)).toEqual(['c', 'a', 'b']);
    expect(pinnedFirst(list).map((one) => one.id)).toEqual(['c', 'a', 'b']);
  });
});
