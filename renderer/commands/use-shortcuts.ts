import { useEffect, useEffectEvent } from 'react';
import { useApp } from '../app-context.ts';
import { isShortcut, isTyping } from '../parts/key-hints.ts';
import type { Command } from './command.ts';
import { takeEarlyKeys } from './early-keys.ts';

/** While a person types, these belong to the field. */
const fieldsOwn = ['edit.undo', 'edit.redo', 'help.shortcuts'];

/** Lets the commands' keys work everywhere. Keys that say nothing on this page are left to the browser. */
export function useShortcuts(commands: readonly Command[]): void {
  const { platform } = useApp();
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.repeat) return;
    const command = commands.find(({ keys = [] }) => keys.some((key) => isShortcut(event, key, platform)));
    if (command === undefined || command.isPossible?.() === false) return;
    if (isTyping(event.target) && fieldsOwn.includes(command.id)) return;
    event.preventDefault();
    command.run();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    for (const event of takeEarlyKeys()) onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
