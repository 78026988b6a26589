import { IconCommand } from '@tabler/icons-react';
import { expect, it } from 'vitest';
import type { FoundObject } from '#contract/finding.ts';
import type { Command, CommandGroup } from './command.ts';
import { buildSections, rateLabel } from './sections.ts';

function command(id: string, group: CommandGroup, label: string, more: Partial<Command> = {}): Command {
  return { id, group, label, icon: IconCommand, run: () => undefined, ...more };
}

const run: FoundObject = {
  kind: 'run',
  id: 'f00d',
  name: 'ibis-41',
  within: 'churn',
  withinId: '1',
  state: 'FINISHED',
  signal: null,
  aliases: [],
  at: 0,
  foundBy: 'name',
  tag: null,
};

const commands = [
  command('go.models', 'goTo', 'Go to Models'),
  command('run.copy', 'page', 'Copy the run id'),
  command('help.palette', 'help', 'Command palette', { hidden: true }),
  command('theme.dark', 'view', 'Dark theme'),
];

const show = (typed: string, objects: readonly FoundObject[] = [run]): unknown =>
  buildSections(commands, objects, typed).map(({ id, items }) => [id, ...items.map((item) => item.id)]);

it('nothing typed: what changed last, then the page before the rest, without what is hidden', () => {
  expect(show('')).toEqual([
    ['recent', 'run churn ibis-41 f00d'],
    ['page', 'run.copy'],
    ['goTo', 'go.models'],
    ['view', 'theme.dark'],
  ]);
});

it('commands whose words begin as typed stand before objects, those that merely hold it behind them', () => {
  expect(show('mod')).toEqual([
    ['commands', 'go.models'],
    ['objects', 'run churn ibis-41 f00d'],
  ]);
  expect(show('odels')).toEqual([
    ['objects', 'run churn ibis-41 f00d'],
    ['commands', 'go.models'],
  ]);
  expect(show('zzz', [])).toEqual([]);
});

it('the words of a label may be typed in any order', () => {
  expect(['dark', 'theme da', 'heme', 'theme light'].map((typed) => rateLabel('Dark theme', typed))).toEqual([
    3, 2, 1, 0,
  ]);
});
