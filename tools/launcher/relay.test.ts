import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { withRepository } from '../testing.ts';
import { runAndRelay } from './relay.mjs';

/** Says when it runs, says when it is told to end, and ends as it likes. */
const program = `
  process.on('SIGTERM', () => { console.log('drained'); process.exit(5); });
  setInterval(() => {}, 1000);
  console.log('running');
`;

describe('a program that is run on this terminal', () => {
  it('gives its exit code', async () => {
    expect(await runAndRelay(process.execPath, ['-e', 'process.exit(3)'])).toBe(3);
  });

  it('that cannot start is an error with its name', async () => {
    await expect(runAndRelay('/no/such/program', [])).rejects.toThrow(/no\/such\/program/);
  });

  it.skipIf(process.platform === 'win32')(
    'gives 128 and the number of the signal that ended it',
    async () => {
      expect(await runAndRelay(process.execPath, ['-e', "process.kill(process.pid, 'SIGKILL')"])).toBe(137);
    },
  );

  it.skipIf(process.platform === 'win32')('is told to end when this process is, and decides how', () => {
    const files = { 'program.cjs': program, 'relay.mjs': relayScript() };
    return withRepository(files, async ({ root }) => {
      const relay = spawn(process.execPath, [join(root, 'relay.mjs')], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const printed: string[] = [];
      relay.stdout.setEncoding('utf8').on('data', (text: string) => printed.push(text));
      await once(relay.stdout, 'data');
      relay.kill('SIGTERM');
      expect(await once(relay, 'close')).toEqual([5, null]);
      expect(printed.join('')).toBe('running\ndrained\n');
    });
  });
});

function relayScript(): string {
  return `
    import { runAndRelay } from ${JSON.stringify(join(import.meta.dirname, 'relay.mjs'))};
    process.exitCode = await runAndRelay(process.execPath, [import.meta.dirname + '/program.cjs']);
  `;
}
