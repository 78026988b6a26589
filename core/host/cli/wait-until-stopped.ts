import type { Agent } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { StileError } from '#core/kernel/errors.ts';
import { buildWorkspacePaths } from '#core/kernel/workspace-paths.ts';
import { pathExists } from '#core/kernel/files.ts';
import { findEngine } from './find-engine.ts';

/** How long an engine may take to drain, and how often this looks. */
const limitMs = 15_000;
const lookMs = 50;

/**
 * Resolves when the engine that was asked to stop has freed its workspace: the last it does is to take its engine.json
 * away. @throws ENGINE_UNREACHABLE when it takes too long
 */
export async function waitUntilStopped(workspace: string, agent: Agent): Promise<void> {
  const { engineFile } = buildWorkspacePaths(workspace);
  const started = performance.now();
  while (await pathExists(engineFile)) {
    if (performance.now() - started > limitMs) {
      // A dead engine may have left the file; one that still answers has not stopped.
      if ((await findEngine(workspace, agent)) === null) return;
      const cause = `it has not stopped within ${limitMs / 1000} s`;
      const message = `The engine of ${workspace} was asked to stop, but ${cause}. End its process, or try again.`;
      throw new StileError('ENGINE_UNREACHABLE', message, { path: workspace, address: null, cause });
    }
    await wait(lookMs);
  }
}
