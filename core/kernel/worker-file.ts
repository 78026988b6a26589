import { basename, extname, join } from 'node:path';

/**
 * The file that a worker thread is started with. Bundled, all workers lie in `dist/workers/<name>.cjs`, named after
 * their sources; from the sources (tests), it is the TypeScript file itself, whose types Node strips.
 *
 * @param source below core/: `models/train-text.worker.ts`
 * @returns an absolute path
 */
export function workerFile(source: string): string {
  return locateWorker(source, import.meta.filename);
}

/** `here`: the running file: a bundle in dist/, a worker in dist/workers/, or this file among the sources. */
export function locateWorker(source: string, here: string): string {
  const folder = join(here, '..');
  if (extname(here) === '.ts') return join(folder, '..', ...source.split('/'));
  const workers = basename(folder) === 'workers' ? folder : join(folder, 'workers');
  return join(workers, `${basename(source, '.worker.ts')}.cjs`);
}
