import { isAppUrl } from './app-url.ts';
import { channels } from './preload/channels.ts';
import type { EngineSupervisor } from './engine-supervisor.ts';
import type { ShellContext, ShellFrame, ShellWindow } from './shell-types.ts';
import type { Windows } from './windows.ts';

/**
 * Connects windows to the engine and stays out of what they say. A window's own page asks; it gets one end of a new
 * channel when the engine is ready and the engine gets the other. Frames inside a page and foreign pages get nothing.
 */
export function setupPortBroker(ctx: ShellContext, windows: Windows, engine: EngineSupervisor): void {
  const waiting = new Map<ShellWindow, ShellFrame>();

  ctx.electron.ipcMain.on(channels.connect, ({ senderFrame }) => {
    if (!senderFrame || !isAppUrl(senderFrame.url)) return;
    const window = windows.findByMainFrame(senderFrame);
    if (!window) return;
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
function handOver(ctx: ShellContext, engine: EngineSupervisor, window: ShellWindow, frame: ShellFrame): void {
  if (window.isDestroyed() || frame.detached || !isAppUrl(frame.url)) return;
  const { port1, port2 } = new ctx.electron.MessageChannelMain();
  engine.connect(window.id, port1);
  frame.postMessage(channels.port, null, [port2]);
}
