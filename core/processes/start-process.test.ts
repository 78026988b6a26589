import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { planKill } from './kill-tree.ts';
import { runToEnd } from './run-to-end.ts';
import { startProcess, type ProcessOptions, type RunningProcess } from './start-process.ts';

function node(script: string): ProcessOptions {
  return {
    platform: 'linux',
    command: process.execPath,
    args: ['-e', script],
    env: { PATH: process.env['PATH'] ?? '' },
  };
}

/** A child that starts another, says both their numbers, and stays. */
const family = `
  const grandchild = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], { stdio: 'ignore' });
  console.log(grandchild.pid);
  process.stdin.on('data', () => 0);
  setInterval(() => 0, 1000);
`;

async function startAndRead(options: ProcessOptions): Promise<{ running: RunningProcess; line: string }> {
  const said = Promise.withResolvers<string>();
  const running = startProcess({ ...options, onLine: said.resolve });
  return { running, line: await said.promise };
}

/** A zombie, which only its parent can clear away, is as dead as can be. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

describe('startProcess', () => {
  it('gives both streams by lines, and the exit code', async () => {
    const lines: string[] = [];
    const running = startProcess({
      ...node('console.log("one\\ntwo"); console.error("three"); process.exitCode = 3'),
      onLine: (line, stream) => lines.push(`${stream} ${line}`),
    });
    expect(await running.ended).toEqual({ code: 3, signal: null, problem: null, problemCode: '' });
    expect(lines.sort()).toEqual(['stderr three', 'stdout one', 'stdout two']);
  });

  it('says why a program did not start', async () => {
    const running = startProcess({ ...node(''), command: '/no/such/program' });
    expect(running.pid).toBeUndefined();
    expect(await running.ended).toMatchObject({ code: null, problemCode: 'ENOENT' });
    expect(await running.kill(0)).toMatchObject({ problemCode: 'ENOENT' });
  });

  it('passes on what is written, and the end of it', async () => {
    const lines: string[] = [];
    const running = startProcess({
      ...node('process.stdin.on("data", (d) => console.log(String(d).toUpperCase()))'),
      onLine: (line) => lines.push(line),
    });
    running.write('hej');
    running.closeInput();
    expect(await running.ended).toMatchObject({ code: 0 });
    expect(lines).toEqual(['HEJ']);
    expect(running.write('more')).toBe(false);
  });

  it('ends a whole family', async () => {
    const { running, line } = await startAndRead(node(family));
    expect(isAlive(Number(line))).toBe(true);
    expect(await running.kill(5000)).toMatchObject({ signal: 'SIGTERM' });
    expect(isAlive(Number(line))).toBe(false);
  });

  it('ends by force what does not listen', async () => {
    const { running } = await startAndRead(node(`process.on('SIGTERM', () => 0); ${family}`));
    expect(await running.kill(50)).toMatchObject({ signal: 'SIGKILL' });
  });
});

describe('runToEnd', () => {
  it('gathers long answers whole', async () => {
    const { stdout, code, isLate } = await runToEnd(node('process.stdout.write("x".repeat(200000))'), 20_000);
    expect({ length: stdout.length, code, isLate }).toEqual({ length: 200_000, code: 0, isLate: false });
  });

  it('ends what takes too long', async () => {
    expect(await runToEnd(node('setInterval(() => 0, 1000)'), 100)).toMatchObject({
      isLate: true,
      signal: 'SIGKILL',
    });
  });
});

describe('planKill', () => {
  it('knows the ways of each system', () => {
    expect(planKill('linux', 42, false)).toEqual({ kind: 'signal', target: -42, signal: 'SIGTERM' });
    expect(planKill('darwin', 42, true)).toEqual({ kind: 'signal', target: -42, signal: 'SIGKILL' });
    expect(planKill('win32', 42, false)).toEqual({
      kind: 'command',
      command: 'taskkill',
      args: ['/PID', '42', '/T'],
    });
    expect(planKill('win32', 42, true)).toEqual({
      kind: 'command',
      command: 'taskkill',
      args: ['/PID', '42', '/T', '/F'],
    });
  });
});
