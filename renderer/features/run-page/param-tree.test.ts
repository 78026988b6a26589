import { expect, it } from 'vitest';
import { toParamTree } from './param-tree.ts';

it('keys that begin alike stand together, a key alone stays whole', () => {
  const tree = toParamTree([
    { key: 'C', value: '1' },
    { key: 'model.size', value: '3' },
    { key: 'model.layers/depth', value: '4' },
    { key: 'model.layers/width', value: '8' },
    { key: 'optimizer.name', value: 'adam' },
    { key: 'v1..x', value: 'odd' },
  ]);
  expect(tree.map(({ name, value }) => [name, value])).toEqual([
    ['C', '1'],
    ['model', null],
    ['optimizer.name', 'adam'],
    ['v1..x', 'odd'],
  ]);
  expect(tree[1]?.children.map(({ name, path }) => [name, path])).toEqual([
    ['size', 'model.size'],
    ['layers', 'model.layers'],
  ]);
  expect(tree[1]?.children[1]?.children.map(({ name, value }) => [name, value])).toEqual([
    ['depth', '4'],
    ['width', '8'],
  ]);
});

it('a param may be a group as well', () => {
  const tree = toParamTree([
    { key: 'model', value: 'lr' },
    { key: 'model.C', value: '2' },
  ]);
  expect(tree).toMatchObject([{ name: 'model', value: 'lr', children: [{ name: 'C', value: '2' }] }]);
});
