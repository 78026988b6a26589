import { readFileSync } from 'node:fs';
import { get, type Agent } from 'node:http';
import { text } from 'node:stream/consumers';
import { parseJson, type Json } from '#core/kernel/json.ts';
import { buildWorkspacePaths } from '#core/kernel/workspace-paths.ts';

/** A running engine, as far as a command needs it. */
export interface FoundEngine {
  address: string;
  rpcToken: string;
  pid: number;
}

/** Milliseconds that an engine may take to say who it is. */
const identityLimitMs = 2000;

/**
 * The engine that runs on this workspace, by its engine.json; null when none answers there. A dead engine leaves the
 * file behind and its port to whoever comes next, so the one that answers must know the file's start token.
 */
export async function findEngine(workspace: string, agent: Agent): Promise<FoundEngine | null> {
  const file = readEngineFile(workspace);
  if (file === null) return null;
  const identity = await askIdentity(file, agent);
  return identity === file.startToken ? file : null;
}

type EngineFile = FoundEngine & { startToken: string };

function readEngineFile(workspace: string): EngineFile | null {
  const fields = readObject(readText(buildWorkspacePaths(workspace).engineFile));
  const { address, rpcToken, startToken, pid } = fields;
  if (typeof address !== 'string' || typeof rpcToken !== 'string') return null;
  if (typeof startToken !== 'string' || typeof pid !== 'number') return null;
  // Whatever the file says, its token goes to this machine only.
  return /^http:\/\/127\.0\.0\.1:\d{1,5}$/.test(address) ? { address, rpcToken, startToken, pid } : null;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function readObject(source: string): Record<string, Json> {
  const value = parseJson(source);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

/** The start token of whoever listens there; null when nobody does, or somebody else. */
function askIdentity({ address, rpcToken }: EngineFile, agent: Agent): Promise<Json> {
  return new Promise((resolve) => {
    const headers = { authorization: `Bearer ${rpcToken}` };
    const asked = get(
      `${address}/engine/identity`,
      { headers, agent, timeout: identityLimitMs },
      (answer) => {
        text(answer).then(
          (body) => {
            resolve(readObject(body)['startToken'] ?? null);
          },
          () => {
            resolve(null);
          },
        );
      },
    );
    asked.once('timeout', () => asked.destroy());
    asked.once('error', () => {
      resolve(null);
    });
  });
}
