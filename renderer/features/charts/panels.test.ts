import { expect, it } from 'vitest';
import type { MetricName } from '#contract/series.ts';
import { arrangePanels, splitKey } from './panels.ts';

function names(...keys: readonly string[]): readonly MetricName[] {
  return keys.map((key) => ({
    key,
    runs: 1,
    points: 9,
    longest: key.endsWith('!') ? 1 : 9,
    lastStep: 8,
    lastAt: 0,
  }));
}

const whole = { system: false, find: '', isOneRun: true };

it.each([
  ['val_loss', 'loss', 'val'],
  ['loss/val', 'loss', 'val'],
  ['Train/loss', 'loss', 'train'],
  ['detector/valid_loss', 'detector/loss', 'val'],
  ['test.f1.macro', 'f1.macro', 'test'],
  ['value_loss', 'value_loss', null],
  ['val', 'val', null],
])('%s is of %s', (key, base, split) => {
  expect(splitKey(key)).toEqual({ base, split });
});

it('parts of the data of one metric share a chart, in sections by the beginning of the name', () => {
  const sections = arrangePanels(
    names('loss', 'val_loss', 'train/acc', 'val/acc', 'val_f1', 'opt/lr', 'opt/norm', 'system/cpu', 'size!'),
    whole,
  );
  expect(
    sections.map(({ name, panels }) => [name, panels.map(({ title, keys }) => [title, keys.length])]),
  ).toEqual([
    [
      '',
      [
        ['loss', 2],
        ['acc', 2],
        ['val_f1', 1],
        ['', 1],
      ],
    ],
    [
      'opt',
      [
        ['opt/lr', 1],
        ['opt/norm', 1],
      ],
    ],
  ]);
});

it('of several runs each metric has a chart of its own', () => {
  const [section] = arrangePanels(names('loss', 'val_loss', 'size!'), { ...whole, isOneRun: false });
  expect(section?.panels.map(({ id, kind }) => [id, kind])).toEqual([
    ['loss', 'lines'],
    ['val_loss', 'lines'],
    ['size!', 'values'],
  ]);
});

it('a search leaves what has it in its name; the machine has charts of its own', () => {
  const ids = (options: Partial<typeof whole>): unknown =>
    arrangePanels(names('Loss', 'acc', 'system/cpu_loss'), { ...whole, ...options }).flatMap(({ panels }) =>
      panels.map(({ id }) => id),
    );
  expect(ids({ find: 'loss ' })).toEqual(['Loss']);
  expect(ids({ system: true })).toEqual(['system/cpu_loss']);
});
