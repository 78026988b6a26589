import { homedir } from 'node:os';
import { systemClock } from '#core/kernel/clock.ts';
import { pathNotAllowed } from '#core/kernel/safe-paths.ts';
import { writeDiagnostics } from './diagnostics.ts';
import type { ShellMachine } from './machine.ts';
import { findThisProgram } from './this-program.ts';

interface DiagnosedProgram extends Pick<ShellMachine, 'arch' | 'env' | 'platform'> {
  /** of the program that runs */
  version: string;
  resources: string;
  /** the open workspace, or the one that was open last; null while none is known */
  workspace: string | null;
}

/**
 * Writes the diagnostics that can be had without an engine.
 * @param named what a person has named in a dialog, which has asked whether to write over it; nothing else is written
 * @throws PATH_NOT_ALLOWED, DISK_FULL
 */
export async function saveDiagnostics(
  file: string,
  named: ReadonlySet<string>,
  { workspace, ...program }: DiagnosedProgram,
): Promise<{ path: string; bytes: number }> {
  if (!named.has(file)) throw pathNotAllowed(file, 'nobody chose it in a dialog of this window');
  const thisProgram = findThisProgram(program.platform, program.env);
  const source = {
    app: { ...program, home: homedir(), program: thisProgram },
    workspace,
    now: systemClock.now(),
    withDumps: false,
    ofEngine: null,
  };
  const { bytes } = await writeDiagnostics(source, file, true);
  return { path: file, bytes };
}
