import { extname, join } from 'node:path';

/** The program of the supervisor: `dist/supervisor.cjs` beside the engine's, or its source, whose types Node strips. */
export function supervisorFile(): string {
  return locateSupervisor(import.meta.filename);
}

/** @param here the running file: a bundle in dist/, or this file among the sources */
export function locateSupervisor(here: string): string {
  const name = extname(here) === '.ts' ? 'supervisor-main.ts' : 'supervisor.cjs';
  return join(here, '..', name);
}
