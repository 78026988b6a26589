import { spawn } from 'node:child_process';

export interface ProgramResult {
  code: number;
  /** stdout and stderr in the order they came */
  output: string;
  seconds: number;
}

export interface ProgramOptions {
  cwd: string;
  env?: NodeJS.ProcessEnv;
  /** after this many milliseconds the program is killed and its code is 124 */
  timeLimit?: number;
}

/** Runs a program to its end and keeps what it printed. A program that cannot start has code 127. */
export function runProgram(command: string, args: string[], options: ProgramOptions): Promise<ProgramResult> {
  const started = performance.now();
  return new Promise((resolve) => {
    const { cwd, env, timeLimit } = options;
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    let timedOut = false;
    const timer = timeLimit === undefined ? undefined : setTimeout(stopChild, timeLimit);
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', (error) => {
      chunks.push(Buffer.from(`${command} could not be started: ${error.message}\n`));
      finish(127);
    });
    child.once('close', (code) => finish(timedOut ? 124 : (code ?? 1)));

    function stopChild(): void {
      timedOut = true;
      child.kill('SIGKILL');
    }

    function finish(code: number): void {
      clearTimeout(timer);
      const seconds = (performance.now() - started) / 1000;
      resolve({ code, output: Buffer.concat(chunks).toString('utf8'), seconds });
    }
  });
}
