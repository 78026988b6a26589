import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Bench } from '#core/testing/bench-types.ts';

const starts = 15;
const idleMs = 2000;

/** The headless host of dist/, from its start as a process until it says that it listens, and what it weighs then. */
export const bench: Bench = {
  name: 'engine',
  run: async ({ dist, folder }) => {
    const start = (workspace: string, cache: string): Promise<Started> =>
      startHost(join(dist, 'node-host.cjs'), join(folder, workspace), join(folder, cache));
    const first = await stopAfter(await start('new', 'cache'));
    const times: number[] = [];
    for (let n = 0; n < starts; n++) times.push((await stopAfter(await start('new', 'cache'))).ms);
    const idle = await start('new', 'cache');
    await wait(idleMs);
    const memory = readMemory(idle.child.pid ?? 0);
    await stopAfter(idle);
    const ms = median(times);
    return [
      { case: 'ready, workspace that exists', value: ms, unit: 'ms', budget: '< 400 ms', ok: ms < 400 },
      { case: 'ready, slowest', value: Math.max(...times), unit: 'ms' },
      { case: 'ready, new workspace, nothing compiled yet', value: first.ms, unit: 'ms' },
      ...(memory === null
        ? []
        : [
            {
              case: 'memory after 2 s idle',
              value: memory,
              unit: 'MB',
              budget: '< 120 MB',
              ok: memory < 120,
            },
          ]),
    ];
  },
};

interface Started {
  child: ChildProcess;
  ms: number;
}

async function startHost(program: string, workspace: string, cache: string): Promise<Started> {
  const start = performance.now();
  const child = spawn(
    process.execPath,
    [program, '--workspace', workspace, '--port', '0', '--json', '--no-open'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, STILE_COMPILE_CACHE: cache },
    },
  );
  await once(child.stdout, 'data');
  return { child, ms: performance.now() - start };
}

/** Stopped in peace: the code cache is written at the end. */
async function stopAfter(started: Started): Promise<Started> {
  const exited = once(started.child, 'exit');
  started.child.kill('SIGTERM');
  await exited;
  return started;
}

/** Resident memory in MB, where the system tells: Linux. */
function readMemory(pid: number): number | null {
  if (process.platform !== 'linux') return null;
  const kb = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return kb === undefined ? null : Number(kb) / 1024;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
