import process from 'node:process';
import { runProgram } from '../lib/run-program.ts';

const fiveMinutes = 300_000;

/**
 * Runs a program that has to succeed, and answers what it printed.
 * @throws with all that it printed when it does not
 */
export async function run(command: string, ...args: string[]): Promise<string> {
  const result = await runProgram(command, args, { cwd: process.cwd(), timeLimit: fiveMinutes });
  if (result.code === 0) return result.output;
  throw new Error(`${[command, ...args].join(' ')} ended with ${result.code}:\n${result.output}`);
}

/** The same as root: packages of the system are installed by it. */
export function runAsRoot(command: string, ...args: string[]): Promise<string> {
  return process.getuid?.() === 0 ? run(command, ...args) : run('sudo', command, ...args);
}
