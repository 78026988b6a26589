import { useRouter } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import { useApp } from '../app-context.ts';
import type { Command } from '../commands/command.ts';
import { isTyping } from '../parts/key-hints.ts';
import { placeOfImport } from './places.ts';
import { useHostEvent } from './use-host-event.ts';
import { useOpenLink } from './use-open-link.ts';
import { useOpenWorkspace } from './use-open-workspace.ts';
import { useShellAct } from './use-shell-act.ts';

const openWorkspacePrefix = 'workspace.open:';

/** Does what the shell tells: a menu's command, a screen to open, a file. */
export function useShellEvents(commands: readonly Command[]): void {
  const { host } = useApp();
  const { history } = useRouter();
  const openWorkspace = useOpenWorkspace();
  const openLink = useOpenLink();
  const shellAct = useShellAct();

  function runCommand(id: string): void {
    if (id.startsWith(openWorkspacePrefix)) return openWorkspace(id.slice(openWorkspacePrefix.length));
    if (undoTyping(id)) return;
    const command = commands.find((one) => one.id === id);
    if (command?.isPossible?.() !== false) command?.run();
  }
  useHostEvent('command', ({ id }) => runCommand(id));
  useHostEvent('openScreen', ({ screen }) => history.push(screen));
  useHostEvent('openLink', ({ link }) => openLink(link));
  useHostEvent('openFile', ({ path }) => history.push(placeOfImport(path)));
  const describe = useEffectEvent(() => shellAct(() => host.ask('describe', {})));
  useEffect(() => {
    // All parts listen by now: from here on the shell tells what it has kept.
    if (host.capabilities.menus) describe();
  }, [host]);
}

/** While a person types, the menu's Undo and Redo belong to the field, as their keys do. */
function undoTyping(id: string): boolean {
  if ((id !== 'edit.undo' && id !== 'edit.redo') || !isTyping(document.activeElement)) return false;
  // The only way to a field's own history.
  return document.execCommand(id === 'edit.undo' ? 'undo' : 'redo');
}
