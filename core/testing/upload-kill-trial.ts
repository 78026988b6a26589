import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { startHost, type ReadyHost } from './programs.ts';
import { createRandom, type Random } from './random.ts';

export interface UploadKillTrial {
  workspace: string;
  kills: number;
  seed: number;
}

export interface UploadKillFigures {
  kills: number;
  /** Kills that came while uploads were on their way. */
  inWork: number;
  acknowledged: number;
  /** Uploads without an answer at their kill, and how many of those were there whole afterwards. */
  inFlight: number;
  unheard: number;
  /** Kills that left unfinished uploads in the folder where they gather. */
  withLeftovers: number;
  files: number;
}

/** How many clients upload at once, and how long at most before the kill, in ms. */
const clients = 6;
const lifeMs = 400;
const maxBytes = 3_000_000;

/** What the one client that writes to a path knows of it. */
interface PathState {
  acknowledged: number | null;
  inFlight: number | null;
}

/**
 * Uploads to a host from outside, kills it, starts it again on the same workspace and looks at every file: what was
 * acknowledged is there whole, what was not is there whole or not at all, and unfinished uploads are gone. Throws
 * otherwise.
 */
export async function runUploadKillTrial(trial: UploadKillTrial): Promise<UploadKillFigures> {
  const random = createRandom(trial.seed);
  const paths = new Map<string, PathState>();
  let id = 0;
  const nextId = (): number => ++id;
  const figures = {
    kills: 0,
    inWork: 0,
    acknowledged: 0,
    inFlight: 0,
    unheard: 0,
    withLeftovers: 0,
    files: 0,
  };
  let host = await startHost(['--workspace', trial.workspace, '--port', '0']);
  const folder = await createFolder(host);
  try {
    for (let kill = 0; kill < trial.kills; kill++) {
      // Evenly spread whatever the number of kills: the golden ratio's multiples leave no gap.
      const share = (kill * 0.6180339887) % 1;
      await uploadUntilKilled(host, { folder, paths, random, kill, lifeMs: share * lifeMs, nextId }, figures);
      figures.kills++;
      if (leftovers(trial.workspace) > 0) figures.withLeftovers++;
      host = await startHost(['--workspace', trial.workspace, '--port', '0']);
      check(trial, folder, paths, figures);
    }
  } catch (error) {
    throw new Error(`after kill ${figures.kills} with seed ${trial.seed}, in ${trial.workspace}`, {
      cause: error,
    });
  } finally {
    await host.end('SIGKILL');
  }
  return figures;
}

async function createFolder({ address }: ReadyHost): Promise<string> {
  const url = `${address}/api/2.0/mlflow/runs/create`;
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: '{"experiment_id":"0"}' });
  const { run } = (await answer.json()) as { run: { info: { run_id: string } } };
  return `0/${run.info.run_id}/artifacts`;
}

interface Life {
  folder: string;
  paths: Map<string, PathState>;
  random: Random;
  kill: number;
  lifeMs: number;
  /** Every upload has a number of its own. */
  nextId(): number;
}

async function uploadUntilKilled(host: ReadyHost, life: Life, figures: UploadKillFigures): Promise<void> {
  const agent = new Agent({ keepAlive: true });
  let isOver = false;
  const work = Array.from({ length: clients }, async (_, client) => {
    for (let n = 0; !isOver; n++) {
      // Half of them replace the file before: a kill must leave the one or the other.
      const name =
        life.random.int(2) === 0 ? `client ${client}/latest.bin` : `client ${client}/${life.kill}-${n}.bin`;
      const state = life.paths.get(name) ?? { acknowledged: null, inFlight: null };
      life.paths.set(name, state);
      state.inFlight = life.nextId();
      const bytes = makeContent(state.inFlight, life.random.int(maxBytes));
      const path = `/api/2.0/mlflow-artifacts/artifacts/${life.folder}/${encodeURI(name)}`;
      const status = await put(agent, host.address + path, bytes).catch(() => null);
      if (status === null) return;
      if (status !== 200) throw new Error(`an upload was answered with ${status}`);
      state.acknowledged = state.inFlight;
      state.inFlight = null;
      figures.acknowledged++;
    }
  });
  await wait(life.lifeMs);
  isOver = true;
  await host.end('SIGKILL');
  await Promise.all(work);
  agent.destroy();
  const pending = [...life.paths.values()].filter(({ inFlight }) => inFlight !== null).length;
  figures.inFlight += pending;
  if (pending > 0) figures.inWork++;
}

/** Starts with its id and its size and is full of its id, so that a part of it, or a mix of two, is seen. */
function makeContent(id: number, size: number): Buffer {
  const head = `${id} ${size}\n`;
  return Buffer.concat([Buffer.from(head), Buffer.alloc(size, `${id},`)]);
}

/** Throws unless the content is whole. */
function idOf(content: Buffer): number {
  const [id = '', size = ''] = content.subarray(0, 100).toString('latin1').split(/[ \n]/);
  if (makeContent(Number(id), Number(size)).equals(content)) return Number(id);
  throw new Error(`a file of ${content.length} bytes is not whole; it began as ${id} with ${size}`);
}

function put(agent: Agent, url: string, bytes: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-length': bytes.length };
    const upload = request(url, { method: 'PUT', agent, headers }, (message) => {
      text(message).then(() => resolve(message.statusCode ?? 0), reject);
    });
    upload.once('error', reject).end(bytes);
  });
}

function leftovers(workspace: string): number {
  const incoming = join(workspace, 'artifacts', '.incoming');
  return existsSync(incoming) ? readdirSync(incoming).length : 0;
}

function check(
  { workspace }: UploadKillTrial,
  folder: string,
  paths: Map<string, PathState>,
  figures: UploadKillFigures,
): void {
  if (leftovers(workspace) > 0) throw new Error('unfinished uploads are still there after the start');
  const root = join(workspace, 'artifacts', folder);
  for (const [name, state] of paths) {
    const file = join(root, name);
    const found = existsSync(file) ? idOf(readFileSync(file)) : null;
    if (found !== state.acknowledged && (found === null || found !== state.inFlight)) {
      throw new Error(
        `"${name}" holds ${found}: ${state.acknowledged} was acknowledged, ${state.inFlight} on its way`,
      );
    }
    if (found !== null && found === state.inFlight) figures.unheard++;
    state.acknowledged = found;
    state.inFlight = null;
  }
  // The first kill may come before the first file.
  const entries = existsSync(root) ? readdirSync(root, { recursive: true, withFileTypes: true }) : [];
  const files = entries.filter((entry) => entry.isFile()).length;
  const expected = [...paths.values()].filter(({ acknowledged }) => acknowledged !== null).length;
  if (files !== expected) throw new Error(`there are ${files} files, not ${expected}`);
  figures.files = files;
}
