import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractAll } from '@electron/asar';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runProgram } from '../lib/run-program.ts';
import type { Packed } from './pack.ts';
import { listUnpacked } from './payload.ts';

/** Times what open-bare.ts takes; 5.8 on 2 cores, where that was 34 ms. In ms it would be a test of the machine. */
const engineReadyBudget = 8;

interface Report {
  type: string;
  milliseconds: number;
}

/**
 * Declares the checks of the packed code, which is run under this Node: the app is laid out as it would be installed,
 * with the archive's content in a folder of the archive's name and a program that starts Node in Electron's place.
 */
export function checkCode(packed: () => Packed, tell: (what: string, value: string) => void): void {
  const places = { folder: '', resources: '', app: '' };

  beforeAll(() => {
    places.folder = mkdtempSync(join(tmpdir(), 'stile packed åäö '));
    places.resources = join(places.folder, 'resources');
    places.app = join(places.resources, 'app.asar');
    mkdirSync(places.app, { recursive: true });
    extractAll(join(packed().resources, 'app.asar'), places.app);
    const beside = join(places.resources, 'resources');
    cpSync(join(packed().resources, 'resources'), beside, { recursive: true });
  });

  afterAll(() => rmSync(places.folder, { recursive: true, force: true, maxRetries: 5 }));

  checkEngine(packed, places, tell);
  if (process.platform !== 'win32') checkCommand(places);
}

interface Places {
  /** where the app is laid out */
  folder: string;
  resources: string;
  /** the archive's content */
  app: string;
}

function checkEngine(
  packed: () => Packed,
  places: Places,
  tell: (what: string, value: string) => void,
): void {
  it('loads every native module', async () => {
    const { app } = places;
    const natives = listUnpacked(packed()).filter((file) => file.endsWith('.node'));
    expect(natives.length).toBeGreaterThan(0);
    for (const native of natives) {
      const code = `require(${JSON.stringify(join(app, native))}); console.log('loaded')`;
      const result = await runProgram(process.execPath, ['-e', code], { cwd: app });
      expect([native, result.output.trim()]).toEqual([native, 'loaded']);
    }
    const code = `
      const Database = require('better-sqlite3');
      const database = new Database(':memory:');
      console.log(require.resolve('better-sqlite3'), database.prepare('select sqlite_version() as v').get().v);`;
    const result = await runProgram(process.execPath, ['-e', code], { cwd: app });
    expect(result.output).toContain(join(app, 'node_modules'));
    expect(result.output.trim()).toMatch(/ 3\.\d+\.\d+$/);
  });

  it('opens a workspace in its engine process, and stops', async () => {
    const { app, folder } = places;
    const workspace = join(folder, 'a new workspace');
    const script = join(import.meta.dirname, 'open-packed-engine.ts');
    const env = { ...process.env, STILE_COMPILE_CACHE: join(folder, 'v8') };
    const open = (): ReturnType<typeof runProgram> =>
      runProgram(process.execPath, [script, app, workspace], { cwd: folder, env, timeLimit: 30_000 });
    expect(await reportsOf(open())).toMatchObject([{ type: 'ready', workspace }, { type: 'stopped' }]);
    expect(readdirSync(workspace)).toContain('stile.db');
    // The best of each, in turns, so that another program on this machine does not fail it.
    const bare = join(import.meta.dirname, 'open-bare.ts');
    const openBare = (): ReturnType<typeof runProgram> =>
      runProgram(process.execPath, [bare, app, join(folder, 'bare.db')], { cwd: folder, env });
    const best = { engine: Infinity, bare: Infinity };
    for (let turn = 0; turn < 5 || (turn < 20 && best.engine >= engineReadyBudget * best.bare); turn++) {
      best.engine = Math.min(best.engine, await readyTime(open()));
      best.bare = Math.min(best.bare, await readyTime(openBare()));
    }
    tell('packed engine: ms until ready, not the first start', String(best.engine));
    tell('a bare program with a database and a thread, ms', String(best.bare));
    expect(best.engine).toBeLessThan(engineReadyBudget * best.bare);
  });
}

function checkCommand(places: Places): void {
  it('has a command that works from anywhere, and through links', () => {
    const { folder, resources } = places;
    const program = join(folder, 'stile-desktop');
    const node = `"${process.execPath}"`;
    writeFileSync(program, `#!/bin/sh\ntest "$ELECTRON_RUN_AS_NODE" = 1 || exit 9\nexec ${node} "$@"\n`);
    chmodSync(program, 0o755);
    const links = join(folder, 'on the path');
    mkdirSync(links);
    symlinkSync(join(resources, 'resources', 'bin', 'stile'), join(links, 'direct'));
    symlinkSync('direct', join(links, 'stile'));
    const stile = (...words: string[]): string => {
      const env = { ...process.env, PATH: `${links}:${process.env['PATH']}`, STILE_WORKSPACE: '' };
      const result = spawnSync('stile', words, { cwd: tmpdir(), env, encoding: 'utf8' });
      expect([words, result.status, result.stderr]).toEqual([words, 0, '']);
      return result.stdout;
    };
    expect(stile('--version').trim()).toMatch(/^\d+\.\d+\.\d+$/);
    const workspace = join(folder, 'made by the command');
    stile('experiment', 'create', 'räksmörgås', '--workspace', workspace);
    expect(stile('experiment', 'list', '--workspace', workspace)).toContain('räksmörgås');
    // Its files of templates are found beside the archive.
    stile('new', 'workshop', join(folder, 'workshop'));
    expect(readdirSync(join(folder, 'workshop'))).toContain('stile.db');
  });

  it('has a command that says when the app is gone', () => {
    const { folder, resources } = places;
    const lone = join(folder, 'lone', 'resources', 'resources', 'bin');
    mkdirSync(lone, { recursive: true });
    cpSync(join(resources, 'resources', 'bin', 'stile'), join(lone, 'stile'));
    const result = spawnSync(join(lone, 'stile'), ['--version'], { encoding: 'utf8' });
    expect([result.status, result.stdout]).toEqual([127, '']);
    expect(result.stderr).toContain('install Stile again');
  });
}

async function readyTime(running: ReturnType<typeof runProgram>): Promise<number> {
  const [ready] = await reportsOf(running);
  if (ready?.type !== 'ready') throw new Error(`Not ready: ${JSON.stringify(ready)}`);
  return ready.milliseconds;
}

async function reportsOf(running: ReturnType<typeof runProgram>): Promise<Report[]> {
  const { code, output } = await running;
  if (code !== 0) throw new Error(`The packed engine ended with ${code}:\n${output}`);
  return output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Report);
}
