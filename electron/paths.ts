import path from 'node:path';
import type { ShellMachine, ShellPaths } from './shell-types.ts';

/**
 * @param shellFolder where the built main script lies: `dist/electron`
 * @param packedResources Electron's resources folder in an installed app, null in a checkout
 */
export function buildShellPaths(shellFolder: string, packedResources: string | null): ShellPaths {
  const dist = path.dirname(shellFolder);
  return {
    renderer: path.join(dist, 'renderer'),
    preload: path.join(shellFolder, 'preload.cjs'),
    engine: path.join(dist, 'engine-process.cjs'),
    resources: path.join(packedResources ?? dist, 'resources'),
  };
}

/**
 * The workspace to open, absolute: `--workspace <folder>` (the last one counts), else STILE_WORKSPACE, else
 * `Stile/default` in the home folder. Relative folders mean the folder that the app was started in.
 */
export function resolveWorkspace(
  machine: Pick<ShellMachine, 'platform' | 'argv' | 'env' | 'cwd'>,
  home: string,
): string {
  const { resolve, join } = machine.platform === 'win32' ? path.win32 : path.posix;
  const given = lastOption(machine.argv, '--workspace') || machine.env['STILE_WORKSPACE'];
  return given ? resolve(machine.cwd, given) : join(home, 'Stile', 'default');
}

/** The value of `--name value` or `--name=value`; an option without a value counts as not given. */
function lastOption(argv: string[], name: string): string | undefined {
  const values = argv.map((argument, index) => {
    if (argument.startsWith(`${name}=`)) return argument.slice(name.length + 1);
    const next = argv[index + 1];
    return argument === name && next !== undefined && !next.startsWith('--') ? next : undefined;
  });
  return values.findLast((value) => value !== undefined && value !== '');
}
