import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '#core/kernel/clock.ts';
import { silentLogger } from '#core/kernel/logger.ts';
import { findAttempts } from '#core/testing/attempt-processes.ts';
import type { Job, JobRef } from '../messages.ts';
import { createSupervisor, type Supervisor, type SupervisorOptions } from '../supervisor.ts';

/** Of this process, so that ids of tests that run at once differ. */
let lastJob = 0;

/** A program of a test: `sh -c <script>`, with what is given instead. */
export function createJob(folder: string, script: string, overrides: Partial<Job> = {}): Job {
  const number = ++lastJob;
  return {
    id: `test-${process.pid}-${number}/task/-1/1`,
    command: 'sh',
    args: ['-c', script],
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', HOME: folder },
    folder: join(folder, `attempt-${number}`),
    logFile: join(folder, 'logs', `${number}.log`),
    onEngineExit: 'kill',
    ...overrides,
  };
}

/** What an engine knows of a job whose start it never heard of. */
export function toRef({ id, folder }: Pick<Job, 'id' | 'folder'>): JobRef {
  return { id, folder, pid: null, startToken: null, bootId: null };
}

export async function withSupervisor(
  fn: (supervisor: Supervisor) => Promise<void>,
  overrides: Partial<SupervisorOptions> = {},
): Promise<void> {
  const supervisor = createTestSupervisor(overrides);
  try {
    await fn(supervisor);
  } finally {
    await supervisor.close();
  }
}

export function createTestSupervisor(overrides: Partial<SupervisorOptions> = {}): Supervisor {
  return createSupervisor({
    platform: 'linux',
    env: process.env,
    clock: systemClock,
    logger: silentLogger,
    ...overrides,
  });
}

/** Resolves when the condition holds; looks again and again, since nothing tells of another process's deeds. */
export async function until(condition: () => boolean, what: string, mostMs = 10_000): Promise<void> {
  const end = performance.now() + mostMs;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Numbers of living processes, zombies left out, that carry the id of an attempt, or any that begins so. */
export function survivorsOf(prefix: string): number[] {
  return findAttempts(prefix).map(({ pid }) => pid);
}

/** By the state in `/proc`: a signal of 0 reaches zombies too. */
export function isAlive(pid: number): boolean {
  return /^State:\s+[^ZX\s]/m.test(readText(`/proc/${pid}/status`));
}

/** Empty while it is not there. */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

export function makeFolder(...parts: string[]): string {
  const folder = join(...parts);
  mkdirSync(folder, { recursive: true });
  return folder;
}
