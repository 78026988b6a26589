import { dirname, join } from 'node:path';

/** Where the built app lies; all absolute. */
export interface ShellPaths {
  /** the renderer's build */
  renderer: string;
  preload: string;
  /** what the engine process is forked from */
  engine: string;
  /** the commands, to be run by Node */
  commands: string;
  /** what ships and is not code */
  resources: string;
}

/**
 * @param shellFolder where the built main script lies: `dist/electron`
 * @param packedResources Electron's resources folder in an installed app, null in a checkout
 */
export function buildShellPaths(shellFolder: string, packedResources: string | null): ShellPaths {
  const dist = dirname(shellFolder);
  return {
    renderer: join(dist, 'renderer'),
    preload: join(shellFolder, 'preload.cjs'),
    engine: join(dist, 'engine-process.cjs'),
    commands: join(dist, 'cli.cjs'),
    resources: join(packedResources ?? dist, 'resources'),
  };
}
