import type { Command } from '../commands/command.ts';
import { useApp } from '../app-context.ts';
import { Closing } from './closing.tsx';
import { EngineState } from './engine-state.tsx';
import { useBadge, useProgress } from './use-badge.ts';
import { useNotices } from './use-notices.ts';
import { usePresentation } from './use-presentation.ts';
import { useUnloadGuard } from './use-unload-guard.ts';
import { useShellEvents } from './use-shell-events.ts';

/** What goes on between the window and the desktop around it, once the window's commands are known. */
export function Desktop({ commands }: { commands: readonly Command[] }) {
  const { host } = useApp();
  useShellEvents(commands);
  useUnloadGuard();
  useNotices();
  useBadge();
  useProgress();
  return (
    <>
      {host.capabilities.menus && <Presented commands={commands} />}
      <EngineState />
      <Closing />
    </>
  );
}

/** A part of its own: a browser has no menus to make at each turn of the page. */
function Presented({ commands }: { commands: readonly Command[] }) {
  usePresentation(commands);
  return null;
}
