import { expect, it } from 'vitest';
import { findDefinition } from './definition-line.ts';

const text = `import os
# def fit(): no
class Model:
    def fit(self): pass
fitted = 1
def fit_all(rows): pass

async  def fit(rows):
    pass
score: Callable[[int], int] = make()
same == 1
def träffå(rows): pass
def räkna_å(rows): pass
`;

it.each([
  ['fit', 8],
  ['fit_all', 6],
  ['Model', 3],
  ['fitted', 5],
  ['score', 10],
  ['same', null],
  ['träffå', 12],
  ['träff', null],
  ['räkna_', null],
  ['rows', null],
  ['os.fit', null],
  ['', null],
])('%s is defined on line %s', (name, line) => {
  expect(findDefinition(text, name)).toBe(line);
});
