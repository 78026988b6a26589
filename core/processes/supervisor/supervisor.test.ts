import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withFolder } from '#core/testing/with-engine.ts';
import type { Job, JobEnd, JobRef } from './messages.ts';
import type { Supervisor } from './supervisor.ts';
import { locateSupervisor } from './supervisor-file.ts';
import { buildJobEnvironment } from './spawn-job.ts';
import {
  createJob,
  createTestSupervisor,
  isAlive,
  readText,
  survivorsOf,
  toRef,
  until,
  withSupervisor,
} from './testing/jobs.ts';

/** Starts a job and knows it as an engine does. */
async function begin(supervisor: Supervisor, job: Job): Promise<JobRef> {
  return { ...toRef(job), ...(await supervisor.start(job)) };
}

async function run(supervisor: Supervisor, job: Job): Promise<JobEnd> {
  return supervisor.ended(await begin(supervisor, job));
}

function withJobs(fn: (supervisor: Supervisor, folder: string) => Promise<void>): Promise<void> {
  return withFolder((folder) => withSupervisor((supervisor) => fn(supervisor, folder)));
}

/** A child in a session of its own, by a double fork: nothing but its environment leads to it. */
const escape = `node -e "const { spawn } = require('node:child_process'); spawn('sh', ['-c', 'trap \\"\\" TERM INT HUP; echo $$ > escaped; while :; do sleep 1; done'], { detached: true, stdio: 'ignore' }).unref()"`;

function withNode(job: Job): Job {
  const folder = join(process.execPath, '..');
  return { ...job, env: { ...job.env, PATH: `${folder}:${job.env['PATH'] ?? ''}` } };
}

describe('start and ended', () => {
  it('tells the exit code, keeps what was printed, and writes both down', () =>
    withJobs(async (supervisor, folder) => {
      const job = createJob(folder, 'echo out; echo err >&2; exit 3');
      const started = await supervisor.start(job);
      const written = JSON.parse(readText(join(job.folder, 'started.json')));
      expect(written).toMatchObject(started);
      expect(await supervisor.ended({ ...toRef(job), ...started })).toMatchObject({
        kind: 'exit',
        code: 3,
        signal: null,
      });
      expect(readText(job.logFile)).toBe('out\nerr\n');
      expect(JSON.parse(readText(join(job.folder, 'exit.json')))).toMatchObject({
        code: 3,
        isEngineExit: false,
      });
      expect(JSON.parse(readText(join(job.folder, 'intent.json')))).toMatchObject({
        id: job.id,
        command: 'sh',
      });
    }));

  it('tells the signal', () =>
    withJobs(async (supervisor, folder) => {
      expect(await run(supervisor, createJob(folder, 'kill -SEGV $$'))).toMatchObject({
        code: null,
        signal: 'SIGSEGV',
      });
    }));

  it('tells it again when asked later, also without the number', () =>
    withJobs(async (supervisor, folder) => {
      const job = createJob(folder, 'exit 7');
      await run(supervisor, job);
      expect(await supervisor.ended(toRef(job))).toMatchObject({ kind: 'exit', code: 7 });
      expect(await supervisor.look(toRef(job))).toBe('ended');
    }));

  it('gives an empty stdin, its own id, the manners of Python and nothing of the engine', () =>
    withJobs(async (supervisor, folder) => {
      const job = createJob(folder, 'cat; env | sort');
      await run(supervisor, job);
      const names = readText(job.logFile)
        .split('\n')
        .map((line) => line.split('=')[0]);
      expect(readText(job.logFile)).toContain(`STILE_ATTEMPT_ID=${job.id}\n`);
      expect(names).toEqual(
        expect.arrayContaining(['PYTHONUNBUFFERED', 'PYTHONUTF8', 'PYTHONIOENCODING', 'PYTHONFAULTHANDLER']),
      );
      expect(names).not.toContain('ELECTRON_RUN_AS_NODE');
      expect(names).not.toContain('NODE_OPTIONS');
    }));

  it('takes more than any pipe holds', () =>
    withJobs(async (supervisor, folder) => {
      const job = createJob(folder, 'head -c 5000000 /dev/zero');
      expect(await run(supervisor, job)).toMatchObject({ code: 0 });
      expect(statSync(job.logFile).size).toBe(5_000_000);
    }));

  it('adds to a log that is there', () =>
    withJobs(async (supervisor, folder) => {
      const logFile = join(folder, 'same.log');
      writeFileSync(logFile, 'before\n');
      await run(supervisor, createJob(folder, 'echo one', { logFile }));
      await run(supervisor, createJob(folder, 'echo two', { logFile }));
      expect(readText(logFile)).toBe('before\none\ntwo\n');
    }));

  it('stops waiting when told to', () =>
    withJobs(async (supervisor, folder) => {
      const ref = await begin(supervisor, createJob(folder, 'sleep 100'));
      const ended = supervisor.ended(ref, AbortSignal.abort(new Error('no longer')));
      await expect(ended).rejects.toThrow('no longer');
      await supervisor.cancel(ref, 0);
    }));

  it('refuses a second program of the same attempt', () =>
    withJobs(async (supervisor, folder) => {
      const job = createJob(folder, 'sleep 100');
      const ref = await begin(supervisor, job);
      await expect(supervisor.start(job)).rejects.toThrow('runs already');
      await supervisor.cancel(ref, 0);
    }));

  it('leaves to itself no time of a try before', () =>
    withJobs(async (supervisor, folder) => {
      const job = createJob(folder, 'exit 1');
      await run(supervisor, job);
      expect(await run(supervisor, { ...job, args: ['-c', 'exit 2'] })).toMatchObject({ code: 2 });
    }));
});

describe('what cannot be started', () => {
  it('says that the program is missing, or its folder', () =>
    withJobs(async (supervisor, folder) => {
      const missing = supervisor.start(createJob(folder, '', { command: 'no-such-program' }));
      await expect(missing).rejects.toMatchObject({ code: 'NOT_FOUND', data: { id: 'no-such-program' } });
      const nowhere = supervisor.start(createJob(folder, '', { cwd: join(folder, 'nowhere') }));
      await expect(nowhere).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', data: { field: 'cwd' } });
    }));

  it('says what a file lacks to be a program', () =>
    withJobs(async (supervisor, folder) => {
      const file = join(folder, 'plain');
      writeFileSync(file, 'text');
      await expect(supervisor.start(createJob(folder, '', { command: file }))).rejects.toThrow(/chmod \+x/);
      await expect(supervisor.start(createJob(folder, 'x'.repeat(3_000_000)))).rejects.toThrow(/too long/);
      expect(await run(supervisor, createJob(folder, 'exit 0'))).toMatchObject({ code: 0 });
    }));

  it('says that the log cannot be written, and starts nothing', () =>
    withJobs(async (supervisor, folder) => {
      mkdirSync(join(folder, 'log'));
      const job = createJob(folder, 'touch ran', { logFile: join(folder, 'log') });
      await expect(supervisor.start(job)).rejects.toMatchObject({ code: 'WORKSPACE_NOT_WRITABLE' });
      expect(existsSync(join(folder, 'ran'))).toBe(false);
      expect(await supervisor.look(toRef(job))).toBe('gone');
    }));

  it('says that there is no supervisor', () =>
    withFolder((folder) =>
      withSupervisor(
        async (supervisor) => {
          await expect(supervisor.start(createJob(folder, 'exit 0'))).rejects.toThrow(
            /supervisor of tasks ended.*nowhere/s,
          );
        },
        { file: join(folder, 'nowhere.cjs') },
      ),
    ));
});

describe('cancel', () => {
  it('interrupts first', () =>
    withJobs(async (supervisor, folder) => {
      const job = createJob(
        folder,
        'trap "echo interrupted; exit 5" INT; echo ready; while :; do sleep 0.01; done',
      );
      const ref = await begin(supervisor, job);
      await until(() => readText(job.logFile) !== '', 'it is ready');
      await supervisor.cancel(ref, 5000);
      expect(readText(job.logFile)).toContain('interrupted');
      expect(existsSync(join(job.folder, 'stop'))).toBe(true);
      expect(await supervisor.ended(ref)).toMatchObject({ kind: 'exit', code: 5 });
    }));

  it('ends shells that hear of nothing, with all that they started', () =>
    withJobs(async (supervisor, folder) => {
      const deaf =
        'trap "" TERM INT HUP; sleep 100 & sh -c "sleep 100 & sleep 100" & echo ready; wait; wait; sleep 100';
      const job = createJob(folder, deaf);
      const ref = await begin(supervisor, job);
      await until(() => survivorsOf(job.id).length >= 4, 'its children are there');
      const began = performance.now();
      await supervisor.cancel(ref, 300);
      expect(survivorsOf(job.id)).toEqual([]);
      expect(performance.now() - began).toBeLessThan(2000);
      expect(await supervisor.ended(ref)).toMatchObject({ signal: 'SIGKILL' });
    }));

  it('lets children of a program that has ended use the rest of its grace', () =>
    withJobs(async (supervisor, folder) => {
      const child = `sh -c 'trap "sleep 0.3; echo saved; exit 0" TERM; echo ready; while :; do sleep 0.01; done'`;
      const job = createJob(folder, `${child} & wait`);
      const ref = await begin(supervisor, job);
      await until(() => readText(job.logFile).includes('ready'), 'the child is ready');
      await supervisor.cancel(ref, 10_000);
      expect(readText(job.logFile)).toContain('saved');
    }));

  it('finds what ran away by a double fork into a session of its own', () =>
    withJobs(async (supervisor, folder) => {
      const job = withNode(createJob(folder, `${escape}; sleep 100`));
      const ref = await begin(supervisor, job);
      await until(() => readText(join(folder, 'escaped')) !== '', 'it ran away');
      const escaped = Number(readText(join(folder, 'escaped')));
      expect(isAlive(escaped)).toBe(true);
      await supervisor.cancel(ref, 200);
      expect(isAlive(escaped)).toBe(false);
      expect(survivorsOf(job.id)).toEqual([]);
    }));

  it('ends what is just being started', () =>
    withJobs(async (supervisor, folder) => {
      const job = createJob(folder, 'sleep 100');
      const starting = supervisor.start(job);
      await supervisor.cancel(toRef(job), 0);
      expect(await supervisor.ended({ ...toRef(job), ...(await starting) })).toMatchObject({
        signal: 'SIGKILL',
      });
    }));

  it('is done with what turns out not to start', () =>
    withJobs(async (supervisor, folder) => {
      const job = createJob(folder, '', { command: 'no-such-program' });
      const refused = expect(supervisor.start(job)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await supervisor.cancel(toRef(job), 1000);
      await refused;
    }));

  it('does nothing to what has ended', () =>
    withJobs(async (supervisor, folder) => {
      const job = createJob(folder, 'exit 0');
      const ref = await begin(supervisor, job);
      await supervisor.ended(ref);
      await supervisor.cancel(ref, 1000);
      expect(await supervisor.look(ref)).toBe('ended');
    }));

  it('can be made harder', () =>
    withJobs(async (supervisor, folder) => {
      const job = createJob(folder, 'trap "" TERM INT; echo ready; while :; do sleep 0.01; done');
      const ref = await begin(supervisor, job);
      await until(() => readText(job.logFile) !== '', 'it is ready');
      const began = performance.now();
      await Promise.all([supervisor.cancel(ref, 60_000), supervisor.cancel(ref, 50)]);
      expect(performance.now() - began).toBeLessThan(5000);
    }));
});

describe('what a program leaves in its group', () => {
  it('may finish by itself in a moment', () =>
    withJobs(async (supervisor, folder) => {
      const job = createJob(folder, '(sleep 0.1; echo late) & exit 0');
      expect(await run(supervisor, job)).toMatchObject({ code: 0 });
      expect(readText(job.logFile)).toBe('late\n');
    }));

  it('goes with it otherwise', () =>
    withJobs(async (supervisor, folder) => {
      const job = createJob(folder, 'trap "" TERM; sleep 100 & exit 0');
      expect(await run(supervisor, job)).toMatchObject({ code: 0 });
      expect(survivorsOf(job.id)).toEqual([]);
    }));
});

describe('what a program puts into a session of its own', () => {
  it('stays when the program ends by itself, as a server that it was to start', () =>
    withJobs(async (supervisor, folder) => {
      const job = createJob(folder, 'setsid sleep 100 & exit 0');
      const ref = await begin(supervisor, job);
      expect(await supervisor.ended(ref)).toMatchObject({ code: 0 });
      expect(survivorsOf(job.id)).toHaveLength(1);
      await supervisor.sweep([ref]);
      const [server] = survivorsOf(job.id);
      expect(server).toBeDefined();
      process.kill(server ?? 0, 'SIGKILL');
    }));

  it('goes when the program crashes', () =>
    withJobs(async (supervisor, folder) => {
      const job = createJob(folder, 'setsid sleep 100 & sleep 0.1; kill -SEGV $$');
      expect(await run(supervisor, job)).toMatchObject({ signal: 'SIGSEGV' });
      expect(survivorsOf(job.id)).toEqual([]);
    }));
});

describe('look', () => {
  it('never trusts a number alone', () =>
    withJobs(async (supervisor, folder) => {
      const stranger = createJob(folder, 'sleep 100');
      const { pid, startToken, bootId } = await begin(supervisor, stranger);
      const job = createJob(folder, '');
      const faked = { ...toRef(job), pid, startToken: `${startToken}0`, bootId };
      expect(await supervisor.look(faked)).toBe('gone');
      expect(await supervisor.ended(faked)).toMatchObject({ kind: 'gone' });
      await supervisor.cancel(faked, 0);
      await supervisor.cancel({ ...faked, startToken, bootId: 'of another boot' }, 0);
      await supervisor.sweep([faked]);
      expect(isAlive(pid ?? 0)).toBe(true);
      await supervisor.sweep([{ ...faked, startToken }]);
      expect(isAlive(pid ?? 0)).toBe(false);
    }));
});

describe('locateSupervisor', () => {
  it('lies beside the engine, or among the sources', () => {
    expect(locateSupervisor('/app/dist/engine.cjs')).toBe('/app/dist/supervisor.cjs');
    expect(locateSupervisor('/s/core/processes/supervisor/supervisor-file.ts')).toBe(
      '/s/core/processes/supervisor/supervisor-main.ts',
    );
  });
});

describe('buildJobEnvironment', () => {
  it('lets the task choose all but who it is', () => {
    const env = { PYTHONUTF8: '0', STILE_ATTEMPT_ID: 'another', X: '1' };
    expect(buildJobEnvironment({ id: 'r/a/-1/1', folder: '/f', env })).toEqual({
      PYTHONUNBUFFERED: '1',
      PYTHONUTF8: '0',
      PYTHONIOENCODING: 'utf-8',
      PYTHONFAULTHANDLER: '1',
      X: '1',
      STILE_ATTEMPT_ID: 'r/a/-1/1',
      STILE_STOP_FILE: join('/f', 'stop'),
    });
  });
});

describe('a supervisor that is killed', () => {
  it('is missed at once: its jobs end, the next one starts another', () =>
    withFolder(async (folder) => {
      const supervisor = createTestSupervisor();
      const times: number[] = [];
      for (let turn = 0; turn < 3; turn++) {
        const job = createJob(folder, 'trap "" TERM; sleep 100 & sleep 100');
        const ref = await begin(supervisor, job);
        await until(() => survivorsOf(job.id).length >= 2, 'its child is there');
        const ended = supervisor.ended(ref);
        process.kill(supervisorOf(job), 'SIGKILL');
        const began = performance.now();
        expect(await ended).toMatchObject({ kind: 'gone' });
        times.push(performance.now() - began);
        expect(survivorsOf(job.id)).toEqual([]);
      }
      // The best of them, so that another program on this machine does not fail it.
      expect(Math.min(...times)).toBeLessThan(1000);
      expect(await run(supervisor, createJob(folder, 'exit 4'))).toMatchObject({ code: 4 });
      await supervisor.close();
    }));

  it('loses no end that it has written', () =>
    withFolder(async (folder) => {
      const supervisor = createTestSupervisor();
      const [short, long] = [createJob(folder, 'exit 6'), createJob(folder, 'sleep 100')];
      await supervisor.start(long);
      const ref = await begin(supervisor, short);
      await supervisor.ended(ref);
      process.kill(supervisorOf(long), 'SIGKILL');
      expect(await supervisor.ended(toRef(long))).toMatchObject({ kind: 'gone' });
      expect(await supervisor.ended(ref)).toMatchObject({ kind: 'exit', code: 6 });
      await supervisor.close();
    }));
});

describe('close', () => {
  it('ends what is to end with the engine, and says so in its folder', () =>
    withFolder(async (folder) => {
      const supervisor = createTestSupervisor();
      const job = createJob(folder, 'trap "" TERM; while :; do sleep 0.01; done');
      const ref = await begin(supervisor, job);
      await supervisor.close();
      expect(survivorsOf(job.id)).toEqual([]);
      const next = createTestSupervisor();
      expect(await next.look(ref)).toBe('gone');
      expect(await next.ended(ref)).toMatchObject({ kind: 'gone' });
    }));

  it('does not wait for a supervisor that hangs, and leaves nothing running', () =>
    withFolder(async (folder) => {
      const supervisor = createTestSupervisor();
      const job = createJob(folder, 'sleep 100');
      await supervisor.start(job);
      process.kill(supervisorOf(job), 'SIGSTOP');
      await supervisor.close();
      expect(survivorsOf(job.id)).toEqual([]);
      expect(isAlive(supervisorOf(job))).toBe(false);
    }));

  it('leaves what is to be adopted to the next engine, which sees its end', () =>
    withFolder(async (folder) => {
      const supervisor = createTestSupervisor();
      const job = createJob(folder, 'while [ ! -e go ]; do sleep 0.01; done; echo done; exit 9', {
        onEngineExit: 'adopt',
      });
      const ref = await begin(supervisor, job);
      const watcher = supervisorOf(job);
      await supervisor.close();
      const next = createTestSupervisor();
      expect(await next.look(toRef(job))).toBe('running');
      const ended = next.ended(ref);
      writeFileSync(join(folder, 'go'), '');
      expect(await ended).toMatchObject({ kind: 'exit', code: 9 });
      expect(readText(job.logFile)).toBe('done\n');
      await until(() => !isAlive(watcher), 'the supervisor is gone');
    }));

  it('lets the next engine cancel what it adopted', () =>
    withFolder(async (folder) => {
      const supervisor = createTestSupervisor();
      const job = createJob(folder, 'trap "" INT; sleep 100 & sleep 100', { onEngineExit: 'adopt' });
      const ref = await begin(supervisor, job);
      await supervisor.close();
      const next = createTestSupervisor();
      await next.cancel(ref, 300);
      expect(survivorsOf(job.id)).toEqual([]);
      expect(await next.ended(ref)).toMatchObject({ kind: 'exit', signal: 'SIGTERM' });
    }));
});

/** Who waits for a job, as its folder says. */
function supervisorOf(job: Job): number {
  const { supervisor } = JSON.parse(readFileSync(join(job.folder, 'started.json'), 'utf8')) as {
    supervisor: { pid: number };
  };
  return supervisor.pid;
}
