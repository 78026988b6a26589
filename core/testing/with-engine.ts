import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '#contract/entities.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { openEngine, type Engine, type EngineOptions } from '#core/engine.ts';
import { randomIds } from '#core/kernel/ids.ts';
import { silentLogger } from '#core/kernel/logger.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';

export const testActor: Actor = { kind: 'screen', name: 'test' };

/** An engine on a real workspace in a temporary folder, with what a test needs at hand. */
export interface TestEngine {
  engine: Engine;
  client: EngineClient;
  clock: FakeClock;
  folder: string;
}

/** Runs `fn` with a folder of its own and removes it afterwards. The name has a space and letters beyond ASCII. */
export async function withFolder<T>(fn: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'stile test åäö '));
  try {
    return await fn(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Opens an engine on a new workspace, runs `fn`, stops the engine and removes everything. */
export function withEngine<T>(
  fn: (test: TestEngine) => Promise<T>,
  overrides: Partial<EngineOptions> = {},
): Promise<T> {
  return withFolder(async (folder) => {
    const clock = createFakeClock();
    const engine = await openEngine({ ...testEngineOptions(join(folder, 'workspace')), clock, ...overrides });
    try {
      return await fn({ engine, client: engine.createClient(testActor), clock, folder });
    } finally {
      await engine.stop();
    }
  });
}

/** Options of an engine for tests; `overrides` as needed. */
export function testEngineOptions(workspace: string): EngineOptions {
  return {
    workspace,
    version: '0.0.0-test',
    resources: join(import.meta.dirname, '..', '..', 'resources'),
    clock: createFakeClock(),
    ids: randomIds,
    createLogger: () => silentLogger,
    platform: 'linux',
    env: {},
    capabilities: { nativeDialogs: false, revealInFolder: false, goesOn: false },
  };
}
