import { useEffect, useEffectEvent } from 'react';
import { useApp } from '../app-context.ts';
import { isShortcut, isTyping } from '../parts/key-hints.ts';
import type { Command } from './command.ts';

/** Lets the commands' keys work everywhere. While a person types, undo and plain letters belong to the field. */
export function useShortcuts(commands: readonly Command[]): void {
  const { platform } = useApp();
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.repeat) return;
    const command = commands.find(({ keys }) => keys !== undefined && isShortcut(event, keys, platform));
    if (command === undefined) return;
    if (isTyping(event.target) && ['edit.undo', 'edit.redo', 'help.shortcuts'].includes(command.id)) return;
    event.preventDefault();
    command.run();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
