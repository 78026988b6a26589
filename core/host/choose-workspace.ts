import { posix, win32 } from 'node:path';
import type { Environment, Platform } from '#core/kernel/folder-hazards.ts';

export interface WorkspaceChoice {
  platform: Platform;
  env: Environment;
  /** the user's home folder */
  home: string;
  cwd: string;
  /** what `--workspace` says */
  given?: string | undefined;
}

/**
 * The workspace folder that is meant, absolute: `--workspace`, else STILE_WORKSPACE, else `Stile/default` in the home
 * folder. Relative ones mean the folder that the program was started in.
 */
export function chooseWorkspace(choice: WorkspaceChoice): string {
  const { resolve, join } = choice.platform === 'win32' ? win32 : posix;
  const named = choice.given || choice.env['STILE_WORKSPACE'];
  return named ? resolve(choice.cwd, named) : join(choice.home, 'Stile', 'default');
}
