import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { planEdits } from './index.ts';
import { handWritten } from './testing/texts.ts';

const commented = `version: 1
name: x
# what a run can be given
params:
  # how many rows
  # are drawn
  rows: { type: integer, default: 20 } # twenty

  # apart from all

  drift:
    type: boolean # or not
    default: false
  seed: 7
tasks:
  a: { type: shell, with: { command: "echo", cwd: x, shell: bash } }
  b:
    type: shell
    needs:
      - a # the first
      # and another
      - c
  c: { type: shell }
`;

type Path = (string | number)[];
type Keys = Record<string, unknown>;

function keysAt(text: string, path: Path): readonly string[] {
  let value: unknown = parseDocument(text).toJS();
  for (const part of path) value = (value as Keys)[part];
  return Array.isArray(value) ? value.map(String) : Object.keys(value as object);
}

/** What holds entries, and whether it is written in braces or brackets. */
const holders: readonly { text: string; path: Path; isFlow?: true; isList?: true }[] = [
  { text: handWritten, path: ['params'] },
  { text: handWritten, path: ['tasks'] },
  { text: handWritten, path: ['tasks', 'load'] },
  { text: handWritten, path: ['tasks', 'train', 'with', 'args'], isFlow: true, isList: true },
  { text: handWritten, path: ['tasks', 'join', 'needs'], isList: true },
  { text: handWritten, path: ['schedule'], isFlow: true },
  { text: commented, path: ['params'] },
  { text: commented, path: ['tasks', 'a', 'with'], isFlow: true },
  { text: commented, path: ['tasks', 'b', 'needs'], isList: true },
];

describe('moving an entry among its neighbours', () => {
  it('gives the order that was asked for, keeps every line, and back gives the first bytes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...holders),
        fc.constantFrom('\n', '\r\n'),
        fc.nat(6),
        fc.nat(6),
        ({ text: written, path, isFlow = false, isList = false }, newline, from, wanted) => {
          const first = written.replaceAll('\n', newline);
          const keys = keysAt(first, path);
          const at = from % keys.length;
          const to = Math.min(wanted, keys.length - 1);
          const name = (index: number): string | number => (isList ? index : (keys[index] ?? ''));
          const { text } = planEdits(first, [{ op: 'move', path: [...path, name(at)], to: wanted }]);
          expect(keysAt(text, path)).toEqual(keys.toSpliced(at, 1).toSpliced(to, 0, keys[at] ?? ''));
          expect(sorted(parseDocument(text).toJS())).toEqual(sorted(parseDocument(first).toJS()));
          if (isFlow) expect([...text].toSorted()).toEqual([...first].toSorted());
          else expect(text.split('\n').toSorted()).toEqual(first.split('\n').toSorted());
          const moved = isList ? to : name(at);
          expect(planEdits(text, [{ op: 'move', path: [...path, moved], to: at }]).text).toBe(first);
        },
      ),
      { numRuns: 150, seed: 20_261_128 },
    );
  });

  it('takes the comments of a param along, and leaves those apart', () => {
    const { text } = planEdits(commented, [{ op: 'move', path: ['params', 'rows'], to: 2 }]);
    expect(text).toContain(`params:
  drift:
    type: boolean # or not
    default: false

  # apart from all

  seed: 7
  # how many rows
  # are drawn
  rows: { type: integer, default: 20 } # twenty
tasks:
`);
  });

  it('moves keys in braces, and the last line of a file without a break', () => {
    const braces = planEdits(commented, [{ op: 'move', path: ['tasks', 'a', 'with', 'shell'], to: 0 }]);
    expect(braces.text).toContain('with: { shell: bash, command: "echo", cwd: x }');
    const bare = 'version: 1\nname: x\nparams:\n  a: 1\n  b: 2';
    expect(planEdits(bare, [{ op: 'move', path: ['params', 'b'], to: 0 }]).text).toBe(
      'version: 1\nname: x\nparams:\n  b: 2\n  a: 1',
    );
  });

  it('refuses what is not there, and does nothing where it is already', () => {
    expect(() => planEdits(commented, [{ op: 'move', path: ['params', 'no'], to: 0 }])).toThrow(
      'The file has no params.no.',
    );
    expect(planEdits(commented, [{ op: 'move', path: ['params', 'seed'], to: 9 }]).splices).toEqual([]);
  });
});

/** Lists and keys in an order of their own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map(sorted).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
