import { join } from 'node:path';
import { runProgram } from '../lib/run-program.ts';
import type { Server } from './servers.ts';

/** A call of the Python client, ms on each server in their order. */
export interface PythonCall {
  name: string;
  ms: number[];
}

/** @throws when the script fails, with what it printed */
export async function measurePythonClient(
  python: string,
  servers: readonly Server[],
  turns: number,
  cwd: string,
): Promise<PythonCall[]> {
  const script = join(import.meta.dirname, 'python_client.py');
  const addresses = servers.map(({ address }) => address);
  const { code, output } = await runProgram(python, [script, String(turns), ...addresses], { cwd });
  if (code !== 0) throw new Error(`${script} failed:\n${output.slice(-2000)}`);
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as PythonCall[];
}
