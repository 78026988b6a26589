import type { BrowserWindow } from 'electron';
import type { ShellFacts } from '#contract/shell.ts';
import type { Closing } from '#core/desktop/closing.ts';
import { answerShellRequest, refuseStranger } from '#core/desktop/shell-answer.ts';
import { createDialogVerbs } from './dialog-verbs.ts';
import { createFileVerbs, foldersOf } from './file-verbs.ts';
import { channels } from './preload/channels.ts';
import { createPresence } from './presence-verbs.ts';
import { applyPresentation } from './presentation.ts';
import { createProgramVerbs } from './program-verbs.ts';
import type { Engine, ShellContext, Verbs } from './shell-types.ts';
import type { TrayIcon } from './tray.ts';
import type { Windows } from './windows.ts';

interface AskParts {
  windows: Windows;
  engine: Engine;
  closing: Closing<BrowserWindow>;
  tray: TrayIcon;
}

/** Answers what the pages of our own windows ask, one request at a time; whoever else asks is refused. */
export function setupAsk(ctx: ShellContext, parts: AskParts): void {
  const presence = createPresence(ctx, parts.windows);
  const verbs: Verbs = {
    describe: (_input, window) => {
      parts.windows.listen(window);
      return describeShell(ctx, parts.engine, presence);
    },
    ...createLookVerbs(ctx, parts),
    ...createDialogVerbs(ctx),
    ...createFileVerbs(ctx, parts.engine),
    ...createWindowVerbs(ctx, parts),
    ...presence.verbs,
    ...createProgramVerbs(ctx, parts),
  };
  ctx.electron.ipcMain.handle(channels.ask, ({ senderFrame }, verb: unknown, input: unknown) => {
    const window = parts.windows.ownerOf(senderFrame);
    if (!window) return refuseStranger();
    return answerShellRequest(verbs, { verb, input, window }, (id, error) =>
      ctx.log('request failed', { id, verb, error: String(error) }),
    );
  });
}

function createLookVerbs(
  ctx: ShellContext,
  { windows, tray }: AskParts,
): Pick<Verbs, 'present' | 'changeSettings'> {
  return {
    present: (presentation) => {
      applyPresentation(ctx, windows, presentation);
      ctx.memory.keep({ presentation });
      tray.refresh();
    },
    changeSettings: (changes) => {
      const settings = { ...ctx.memory.now.settings, ...changes };
      ctx.memory.keep({ settings });
      tray.refresh();
      for (const window of windows.all()) windows.tell(window, { kind: 'settings', settings });
      return settings;
    },
  };
}

function createWindowVerbs(
  { electron }: ShellContext,
  { windows, closing }: AskParts,
): Pick<Verbs, 'newWindow' | 'popupMenu' | 'answerClose'> {
  return {
    newWindow: ({ screen }) => void windows.open(screen),
    answerClose: ({ answer }, window) => closing.answer(window, answer),
    popupMenu: ({ x, y }, window) => {
      const zoom = window.webContents.getZoomFactor();
      const place = { x: Math.round(x * zoom), y: Math.round(y * zoom) };
      electron.Menu.getApplicationMenu()?.popup({ window, ...place });
    },
  };
}

function describeShell(ctx: ShellContext, engine: Engine, presence: { canNotify(): boolean }): ShellFacts {
  const { electron, machine, memory } = ctx;
  const { app } = electron;
  return {
    version: app.getVersion(),
    electron: process.versions.electron ?? '',
    chromium: process.versions.chrome ?? '',
    isPackaged: app.isPackaged,
    isPortable: machine.env['STILE_DATA'] !== undefined,
    hidesMenuBar: machine.platform === 'win32',
    canNotify: presence.canNotify(),
    // On Linux too few docks show a number to promise one.
    canBadge: machine.platform !== 'linux',
    settings: memory.now.settings,
    folders: foldersOf(ctx, engine),
  };
}
