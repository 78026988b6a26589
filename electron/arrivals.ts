import { isDeepLink, readArguments, readSecondStart } from '#core/desktop/deep-link.ts';
import type { SecondStart, StartArguments } from '#core/desktop/deep-link.ts';
import { Mailbox } from '#core/desktop/mailbox.ts';
import { ownArguments } from './presentation.ts';
import type { ShellContext } from './shell-types.ts';
import type { Windows } from './windows.ts';

/**
 * Links, files and commands that come from outside: from the first command line, from a second start, and on macOS
 * from the system, which may be before the app is ready. Answers null when Stile is running already: that one comes
 * to the front and this one must end. The answer is to be called when windows may open.
 */
export function setupArrivals(ctx: ShellContext, windows: Windows): (() => void) | null {
  const { app } = ctx.electron;
  const { argv, cwd } = ctx.machine;
  if (!app.requestSingleInstanceLock({ argv, cwd } satisfies SecondStart)) {
    app.quit();
    return null;
  }
  const arrivals = new Mailbox<Partial<StartArguments>>((arrival) => deliver(ctx, windows, arrival));
  app.on('open-url', (event, link) => {
    event.preventDefault();
    arrivals.post({ links: [link].filter(isDeepLink) });
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    arrivals.post({ files: [path] });
  });
  app.on('second-instance', (_event, switched, folder, own) => {
    windows.front();
    arrivals.post(readStart(ctx, readSecondStart(own) ?? { argv: switched, cwd: folder }));
  });
  // The engine is started on the workspace that the first start names.
  arrivals.post({ ...readStart(ctx, ctx.machine), workspace: null });
  return () => {
    claimLinks(ctx);
    arrivals.open();
  };
}

/** What a command line asks for. */
export function readStart(
  { machine: { platform } }: ShellContext,
  { argv, cwd }: SecondStart,
): StartArguments {
  return readArguments(argv, cwd, platform);
}

function deliver(ctx: ShellContext, windows: Windows, arrival: Partial<StartArguments>): void {
  const { links = [], files = [], commands = [], workspace = null } = arrival;
  const opened = workspace === null ? [] : [`workspace.open:${workspace}`];
  for (const id of [...opened, ...commands]) windows.tellFront({ kind: 'command', id });
  for (const link of links) windows.tellFront({ kind: 'openLink', link });
  for (const path of files) {
    ctx.electron.app.addRecentDocument(path);
    windows.tellFront({ kind: 'openFile', path });
  }
}

/**
 * `stile://` links come to this program. A portable one leaves nothing behind; a checkout can do it on Windows. On Linux
 * the package's desktop entry says it: Electron would start xdg-settings at each start and stand still until it has ended.
 */
function claimLinks(ctx: ShellContext): void {
  const { app } = ctx.electron;
  const { env, platform, program } = ctx.machine;
  if (env['STILE_DATA'] !== undefined || platform === 'linux') return;
  if (app.isPackaged) app.setAsDefaultProtocolClient('stile');
  else if (platform === 'win32') app.setAsDefaultProtocolClient('stile', program, ownArguments(ctx));
}
