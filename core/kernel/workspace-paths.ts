import { basename, dirname, join, resolve } from 'node:path';

/** Where everything of one workspace lies. All are absolute; what the database stores is relative to `root`. */
export interface WorkspacePaths {
  root: string;
  database: string;
  /** Held open and locked by the one engine of this workspace. */
  lock: string;
  /** How commands and clients find the running engine. */
  engineFile: string;
  artifacts: string;
  /** Uploads that are not finished; emptied at start. On the same disk as `artifacts`, so that a rename is atomic. */
  incoming: string;
  datasets: string;
  pipelines: string;
  logs: string;
  backups: string;
}

/** The workspace folder of a project folder. */
export const projectWorkspaceName = '.stile';

export function buildWorkspacePaths(folder: string): WorkspacePaths {
  const root = resolve(folder);
  return {
    root,
    database: join(root, 'stile.db'),
    lock: join(root, 'engine.lock'),
    engineFile: join(root, 'engine.json'),
    artifacts: join(root, 'artifacts'),
    incoming: join(root, 'artifacts', '.incoming'),
    datasets: join(root, 'datasets'),
    pipelines: join(root, 'pipelines'),
    logs: join(root, 'logs'),
    backups: join(root, 'backups'),
  };
}

/** The database, and what lets a program in: nothing to be read as a text. `file` and `root` have their links followed. */
export function isEngineFile(file: string, root: string): boolean {
  return dirname(file) === root && /^(stile\.db|engine\.)/.test(basename(file));
}
