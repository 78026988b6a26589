import { useEffect, useEffectEvent } from 'react';
import { isLetterKey, isTyping } from '#renderer/parts/key-hints.ts';
import type { PageCommand } from './page-commands.ts';
import { usePageCommands } from './use-page-commands.ts';

/** `letter` acts wherever nobody types and nothing lies over the page. */
export type LetterCommand = PageCommand & { readonly letter?: string };

/** Commands of a page that have keys of their own; the palette and the sheet of shortcuts know them from the same list. */
export function useLetterCommands(commands: readonly LetterCommand[]): void {
  usePageCommands(commands);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.repeat || isElsewhere(event)) return;
    const command = commands.find(({ letter }) => letter !== undefined && isLetterKey(event, letter));
    if (command === undefined) return;
    event.preventDefault();
    command.run();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}

/** Keys with others, what is typed, and all that lies over the page: menus, sheets, the palette. */
function isElsewhere(event: KeyboardEvent): boolean {
  if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return true;
  const over = '[role=menu], [role=dialog], [role=listbox], [data-sheet], aside';
  return event.target instanceof HTMLElement && event.target.closest(over) !== null;
}
