import { spawn } from 'node:child_process';

export interface DetachedProgram {
  command: string;
  args: readonly string[];
  /** Where it works: not in a folder that it may remove. */
  cwd: string;
  env: Readonly<Record<string, string>>;
}

/** Starts a program that outlives this one and says nothing to it. Resolves when it runs. @throws when it cannot be started */
export function startDetached({ command, args, cwd, env }: DetachedProgram): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], { cwd, env: { ...env }, detached: true, stdio: 'ignore', windowsHide: true }); // prettier-ignore
    child.once('error', reject);
    child.once('spawn', () => {
      child.unref();
      resolve();
    });
  });
}
