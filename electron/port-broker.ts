import { isAppUrl } from '#core/http/app-url.ts';
import { channels } from './preload/channels.ts';
import type { BrowserWindow, WebFrameMain } from 'electron';
import type { Engine, ShellContext } from './shell-types.ts';
import type { Windows } from './windows.ts';

/**
 * Connects windows to the engine and stays out of what they say. A window's own page asks; it gets one end of a new
 * channel when the engine is ready and the engine gets the other. Frames inside a page and foreign pages get nothing.
 */
export function setupPortBroker(ctx: ShellContext, windows: Windows, engine: Engine): void {
  const waiting = new Map<BrowserWindow, WebFrameMain>();

  ctx.electron.ipcMain.on(channels.connect, ({ senderFrame }) => {
    const window = windows.ownerOf(senderFrame);
    if (!window || !senderFrame) return;
    waiting.set(window, senderFrame);
    engine.startAgain();
    if (engine.status.state !== 'ready') window.webContents.send(channels.engine, engine.status);
    serveWaiting();
  });

  engine.onStatus((status) => {
    for (const window of windows.all()) window.webContents.send(channels.engine, status);
    serveWaiting();
  });

  function serveWaiting(): void {
    if (engine.status.state !== 'ready') return;
    for (const [window, frame] of waiting) handOver(ctx, engine, window, frame);
    waiting.clear();
  }
}

/** While it waited, the window may have been closed or its page replaced by another one. */
function handOver(ctx: ShellContext, engine: Engine, window: BrowserWindow, frame: WebFrameMain): void {
  if (window.isDestroyed() || frame.detached || !isAppUrl(frame.url)) return;
  const { port1, port2 } = new ctx.electron.MessageChannelMain();
  engine.connect(window.id, port1);
  frame.postMessage(channels.port, null, [port2]);
}
