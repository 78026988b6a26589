import { posix, win32 } from 'node:path';
import { defaultWorkspace, type UserPlace } from '#core/kernel/user-folders.ts';

export interface WorkspaceChoice extends UserPlace {
  cwd: string;
  /** what `--workspace` says */
  given?: string | undefined;
}

/**
 * The workspace folder that is meant, absolute: `--workspace`, else STILE_WORKSPACE, else `Stile/default` in the home
 * folder. Relative ones mean the folder that the program was started in.
 */
export function chooseWorkspace(choice: WorkspaceChoice): string {
  const { resolve } = choice.platform === 'win32' ? win32 : posix;
  const named = choice.given || choice.env['STILE_WORKSPACE'];
  return named ? resolve(choice.cwd, named) : defaultWorkspace(choice);
}
