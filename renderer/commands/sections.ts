import type { FoundObject } from '#contract/finding.ts';
import type { Command, CommandGroup } from './command.ts';

/** A line of the palette: something to do, or something to open. */
export type PaletteItem =
  | { readonly kind: 'command'; readonly id: string; readonly command: Command }
  | { readonly kind: 'object'; readonly id: string; readonly found: FoundObject };

export type PaletteSection = {
  readonly id: CommandGroup | 'recent' | 'objects' | 'commands';
  readonly items: readonly PaletteItem[];
};

const groups: readonly CommandGroup[] = ['page', 'goTo', 'actions', 'view', 'help'];
const mostCommands = 12;

/**
 * What the palette shows. Nothing typed: what changed last, then every command by its group. Otherwise commands whose
 * words begin so, then objects, then commands that merely hold what was typed.
 */
export function buildSections(
  commands: readonly Command[],
  objects: readonly FoundObject[],
  typed: string,
): readonly PaletteSection[] {
  const shown = commands.filter(({ hidden }) => hidden !== true);
  const found = objects.map(toObjectItem);
  const sections: readonly PaletteSection[] =
    typed.trim() === ''
      ? [{ id: 'recent', items: found }, ...groups.map((group) => sectionOf(group, shown))]
      : searched(shown, found, typed);
  return sections.filter(({ items }) => items.length > 0);
}

function searched(
  commands: readonly Command[],
  found: readonly PaletteItem[],
  typed: string,
): readonly PaletteSection[] {
  const rated = commands
    .map((command) => ({ command, rate: rateLabel(command.label, typed) }))
    .filter(({ rate }) => rate > 0)
    .sort((a, b) => b.rate - a.rate)
    .slice(0, mostCommands);
  const weak = rated.filter(({ rate }) => rate === 1).map(({ command }) => toCommandItem(command));
  const strong = rated.filter(({ rate }) => rate > 1).map(({ command }) => toCommandItem(command));
  return [
    { id: 'commands', items: strong },
    { id: 'objects', items: found },
    { id: strong.length > 0 ? 'actions' : 'commands', items: weak },
  ];
}

/** 3 begins as typed, 2 has each typed word at the start of one of its own, 1 holds each somewhere, 0 does not. */
export function rateLabel(label: string, typed: string): number {
  const lower = label.toLowerCase();
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.every((word) => lower.includes(word))) return 0;
  if (lower.startsWith(words.join(' '))) return 3;
  const own = lower.split(/[^\p{L}\p{N}]+/u);
  return words.every((word) => own.some((part) => part.startsWith(word))) ? 2 : 1;
}

function sectionOf(group: CommandGroup, commands: readonly Command[]): PaletteSection {
  return { id: group, items: commands.filter((command) => command.group === group).map(toCommandItem) };
}

function toCommandItem(command: Command): PaletteItem {
  return { kind: 'command', id: command.id, command };
}

function toObjectItem(found: FoundObject): PaletteItem {
  return { kind: 'object', id: `${found.kind} ${found.within ?? ''} ${found.name} ${found.id}`, found };
}
