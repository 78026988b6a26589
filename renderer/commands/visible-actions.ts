import { IconClick } from '@tabler/icons-react';
import type { Command } from './command.ts';

/** What stands in these belongs to one line of a list, or has keys and commands of its own. */
const apart = '[role="row"], tr, li, [role="tablist"], [role="tree"], [role="listbox"], aside, form, dialog';
/** Buttons, also those that lead somewhere, and choices. */
const offered = 'main :is(button, a.mantine-Button-root, input[type="radio"])';
const most = 40;

/**
 * What the open page offers by a button or a choice that is seen now, whichever feature drew it: so no action of a page
 * is out of reach of the palette. What a command says already is left to that command.
 */
export function listVisibleActions(page: ParentNode, commands: readonly Command[]): readonly Command[] {
  const known = new Set(commands.map(({ label }) => label));
  const actions: Command[] = [];
  for (const element of page.querySelectorAll<HTMLElement>(offered)) {
    const label = nameOf(element);
    if (label === '' || known.has(label) || !isOffered(element)) continue;
    known.add(label);
    actions.push({
      id: `visible.${label}`,
      label,
      group: 'page',
      icon: IconClick,
      run: () => {
        element.focus();
        element.click();
      },
    });
  }
  return actions.slice(0, most);
}

function isOffered(element: HTMLElement): boolean {
  if (element.closest(apart) !== null || element.matches(':disabled, [aria-disabled="true"], :checked'))
    return false;
  const seen = element instanceof HTMLInputElement ? (element.labels?.[0] ?? element) : element;
  return seen.checkVisibility();
}

/** The name that assistive technology reads out; a choice is told with what it is a choice of. */
function nameOf(element: HTMLElement): string {
  if (!(element instanceof HTMLInputElement))
    return plain(element.getAttribute('aria-label') ?? textOf(element));
  const choice = plain(element.labels?.[0]?.textContent ?? '');
  const group = element.closest('[role="radiogroup"]')?.getAttribute('aria-label');
  return choice === '' || group == null ? choice : `${group}: ${choice}`;
}

/** Without the keys that stand inside a button. */
function textOf(element: HTMLElement): string {
  return [...element.querySelectorAll('kbd, [class*="_hintKey"], [class*="_key"]')].reduce(
    (text, key) => text.replace(key.textContent, ''),
    element.textContent,
  );
}

function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
