import { useRouter } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import type { ShellEvent } from '#contract/shell.ts';
import { useApp } from '../app-context.ts';
import type { Command } from '../commands/command.ts';
import { isTyping } from '../parts/key-hints.ts';
import { placeOfImport } from './places.ts';
import { useOpenWorkspace } from './use-open-workspace.ts';
import { useShellAct } from './use-shell-act.ts';

const openWorkspacePrefix = 'workspace.open:';

/** Does what the shell tells: a menu's command, a screen to open, a file. */
export function useShellEvents(commands: readonly Command[]): void {
  const { host } = useApp();
  const { history } = useRouter();
  const openWorkspace = useOpenWorkspace();
  const shellAct = useShellAct();

  function runCommand(id: string): void {
    if (id.startsWith(openWorkspacePrefix)) return openWorkspace(id.slice(openWorkspacePrefix.length));
    if (undoTyping(id)) return;
    const command = commands.find((one) => one.id === id);
    if (command?.isPossible?.() !== false) command?.run();
  }
  const hear = useEffectEvent((event: ShellEvent) => {
    switch (event.kind) {
      case 'command':
        return runCommand(event.id);
      case 'openScreen':
        return history.push(event.screen);
      case 'openFile':
        return history.push(placeOfImport(event.path));
      default:
    }
  });
  const describe = useEffectEvent(() => shellAct(() => host.ask('describe', {})));
  useEffect(() => {
    if (!host.capabilities.menus) return;
    const stop = host.onEvent((event) => hear(event));
    // From here on the shell tells what it has kept.
    describe();
    return stop;
  }, [host]);
}

/** While a person types, the menu's Undo and Redo belong to the field, as their keys do. */
function undoTyping(id: string): boolean {
  if ((id !== 'edit.undo' && id !== 'edit.redo') || !isTyping(document.activeElement)) return false;
  // The only way to a field's own history.
  return document.execCommand(id === 'edit.undo' ? 'undo' : 'redo');
}
