import { Agent } from 'node:http';
import { findEngine } from './cli/find-engine.ts';
import { createHttpClient } from './cli/http-link.ts';
import { readFailure, type ExitCode } from './failure.ts';
import { openBrowser } from './open-browser.ts';
import type { ServeOptions } from './serve.ts';

/**
 * Starting Stile where it runs already shows the one that runs: a fresh address into it, opened if it can be.
 * @returns null when `error` says something else, when a program asked (`--json`), or when that engine does not answer
 */
export async function joinRunning(error: unknown, options: ServeOptions): Promise<ExitCode | null> {
  if (readFailure(error)?.code !== 'WORKSPACE_IN_USE' || options.json) return null;
  const agent = new Agent();
  try {
    const running = await findEngine(options.workspace, agent);
    if (running === null) return null;
    const client = createHttpClient({
      ...{ ...running, agent },
      ...{ workspace: options.workspace, actorName: 'npm start' },
    });
    const { url } = await client.system.browserToken({});
    process.stdout.write(`Stile runs here already, in process ${running.pid}: ${url}\n`);
    if (options.openBrowser) openBrowser(options.surroundings.platform, url);
    return 0;
  } catch {
    return null;
  } finally {
    agent.destroy();
  }
}
