import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** A program of this folder in a process of its own, for what only another process can do: hold, race, die. */
export interface TestProcess {
  child: ChildProcessByStdio<Writable, Readable, null>;
  /** Its lines, as they come. */
  lines: AsyncIterableIterator<string>;
  /** Ends its stdin and waits for its exit. */
  end(): Promise<void>;
  /** SIGKILL: no handler runs. */
  kill(): Promise<void>;
}

/** Starts `core/testing/<script>` under this Node. Its stderr goes to the test's own. */
export function startTestProcess(script: string, args: readonly string[] = []): TestProcess {
  const child = spawn(process.execPath, [join(import.meta.dirname, script), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  // What is written to a killed process has nowhere to go.
  child.stdin.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    lines,
    end: async () => {
      child.stdin.end();
      await exited;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Sends a line and waits for the one that answers it. */
export async function ask(process: TestProcess, question: string): Promise<string> {
  process.child.stdin.write(`${question}\n`);
  const line = await process.lines.next();
  if (line.done === true) throw new Error('the process ended without a word');
  return line.value;
}
