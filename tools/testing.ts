import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { repositoryPaths } from './lib/paths.ts';
import type { RepositoryPaths } from './lib/paths.ts';

/** Runs `work` in a checkout made of `files` in the temporary folder, with this one's node_modules. */
export async function withRepository(
  files: Record<string, string>,
  work: (paths: RepositoryPaths) => Promise<void>,
): Promise<void> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'stile-tools-')));
  try {
    writeTree(root, files);
    symlinkSync(join(repositoryPaths().root, 'node_modules'), join(root, 'node_modules'), 'junction');
    await work(repositoryPaths(root));
  } finally {
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Writes text files, whose paths are relative to `root`, and the folders they need. */
export function writeTree(root: string, files: Record<string, string>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
}
