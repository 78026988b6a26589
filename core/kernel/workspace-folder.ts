import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorText, StileError } from './errors.ts';
import { makeFolders } from './files.ts';
import { buildWorkspacePaths } from './workspace-paths.ts';

/** Refuses to make a workspace in a folder that holds something. @throws ALREADY_EXISTS */
export function refuseOccupied(folder: string): void {
  const isWorkspace = existsSync(buildWorkspacePaths(folder).database);
  if (!isWorkspace && !holdsFiles(folder)) return;
  const message = isWorkspace
    ? `${folder} is a workspace already. Use it with --workspace, or choose another folder.`
    : `${folder} is not empty. Choose a new folder; for a folder with your own files use: stile open "${folder}"`;
  throw new StileError('ALREADY_EXISTS', message, {
    kind: 'workspace',
    name: folder,
    id: folder,
    lifecycle: 'active',
  });
}

function holdsFiles(folder: string): boolean {
  try {
    return readdirSync(folder).length > 0;
  } catch {
    // It is not there yet, or it is no folder, which the engine words.
    return false;
  }
}

/** The workspace of a project ignores itself, so that the project's own .gitignore stays as it is. */
export function keepOutOfGit(workspace: string): void {
  const file = join(workspace, '.gitignore');
  try {
    makeFolders(workspace);
    if (!existsSync(file)) writeFileSync(file, '*\n');
  } catch (error) {
    const message = `${workspace} cannot be written (${errorText(error)}). Give your user write permission there.`;
    throw new StileError(
      'WORKSPACE_NOT_WRITABLE',
      message,
      { path: workspace, cause: errorText(error) },
      error,
    );
  }
}
