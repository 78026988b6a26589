import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Backfill, PipelineSchedule } from '#contract/pipeline-schedules.ts';
import type { PipelineRun } from '#contract/pipelines.ts';
import { runStile, withHost, type ReadyHost } from '#core/testing/programs.ts';
import { withFolder } from '#core/testing/with-engine.ts';
import { sendRaw } from '#core/testing/with-http-host.ts';

const echo = `tasks:
  say: { type: shell, with: { command: "echo hello" } }
`;

interface Test {
  host: ReadyHost;
  folder: string;
  workspace: string;
  stile(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }>;
  json<T>(...args: string[]): Promise<T>;
}

function withPipelines(files: Record<string, string>, fn: (test: Test) => Promise<void>): Promise<void> {
  return withFolder(async (folder) => {
    const workspace = join(folder, 'ws');
    mkdirSync(join(workspace, 'pipelines'), { recursive: true });
    for (const [name, body] of Object.entries(files))
      writeFileSync(join(workspace, 'pipelines', `${name}.yaml`), `version: 1\nname: ${name}\n${body}`);
    const stile: Test['stile'] = (...args) => runStile(['--workspace', workspace, ...args], { cwd: folder });
    await withHost(workspace, (host) =>
      fn({
        ...{ host, folder, workspace, stile },
        json: <T>(...args: string[]) => readJson<T>(stile(...args, '--json')),
      }),
    );
  });
}

async function readJson<T>(answer: ReturnType<Test['stile']>): Promise<T> {
  return JSON.parse((await answer).stdout) as T;
}

/** Asks again until the answer is as wanted: what starts by itself does so in a moment of its own. */
async function eventually<T>(ask: () => Promise<T>, isRight: (answer: T) => boolean): Promise<T> {
  for (const end = performance.now() + 20_000; ;) {
    const answer = await ask();
    if (isRight(answer) || performance.now() > end) return answer;
    await wait(100);
  }
}

describe('pipelines of the host', () => {
  it('start by their schedule, are paused and resumed', () =>
    withPipelines({ often: `schedule: { every: 1s }\n${echo}` }, async ({ json }) => {
      const { runs } = await eventually(
        () => json<{ runs: PipelineRun[] }>('pipeline', 'runs', 'often'),
        (answer) => answer.runs.some(({ state }) => state === 'success'),
      );
      expect(runs.at(-1)).toMatchObject({ state: 'success', trigger: { kind: 'schedule' } });
      expect(await json<PipelineSchedule>('pipeline', 'pause', 'often')).toMatchObject({
        ...{ isPaused: true, nextRunAt: null, text: 'every 1s' },
      });
      const resumed = await json<PipelineSchedule>('pipeline', 'resume', 'often');
      expect(resumed.nextRunAt).not.toBeNull();
    }));

  it('start by a call of a program, which another waits for', () =>
    withPipelines({ load: echo, report: `triggers:\n  - pipeline: load\n${echo}` }, async (test) => {
      const { rpcToken } = JSON.parse(readFileSync(join(test.workspace, 'engine.json'), 'utf8')) as {
        rpcToken: string;
      };
      const { status, headers } = await sendRaw(test.host.address, '/engine/pipelines/load/runs', {
        method: 'POST',
        headers: { authorization: `Bearer ${rpcToken}`, 'content-type': 'application/json' },
        body: '{"reason":"from the lake"}',
      });
      expect([status, headers.location]).toEqual([
        201,
        expect.stringMatching(/^\/engine\/pipelines\/load\/runs\//),
      ]);
      const { runs } = await eventually(
        () => test.json<{ runs: PipelineRun[] }>('pipeline', 'runs', 'report'),
        (answer) => answer.runs[0]?.state === 'success',
      );
      expect(runs).toMatchObject([{ trigger: { kind: 'pipeline', detail: 'pipeline load: success' } }]);
    }));

  it('fill dates, and their logs are searched and saved', () =>
    withPipelines(
      { nightly: `schedule: { cron: "0 6 * * *" }\n${echo}` },
      async ({ json, stile, folder }) => {
        const range = ['--from', '2026-10-01', '--until', '2026-10-03'];
        const dry = await stile('pipeline', 'backfill', 'nightly', ...range, '--dry-run');
        expect(
          dry.stdout
            .split('\n')
            .slice(1, 4)
            .map((line) => line.split('\t')),
        ).toEqual([
          ['2026-10-01 06:00:00', 'none', 'yes'],
          ['2026-10-02 06:00:00', 'none', 'yes'],
          ['2026-10-03 06:00:00', 'none', 'yes'],
        ]);
        await json('pipeline', 'backfill', 'nightly', ...range, '--max-active', '2');
        const { backfills } = await eventually(
          () => json<{ backfills: Backfill[] }>('pipeline', 'backfills', 'nightly'),
          (answer) => answer.backfills[0]?.state === 'done',
        );
        expect(backfills).toMatchObject([{ state: 'done', progress: { total: 3, success: 3 } }]);
        const { runs } = await json<{ runs: PipelineRun[] }>('pipeline', 'runs', 'nightly');
        expect(runs).toHaveLength(3);
        const log = ['task', 'log', runs[0]?.pipelineRunId ?? '', 'say'];
        const whole = await stile(...log);
        expect(await stile(...log, '--download', 'say.log')).toMatchObject({ code: 0 });
        expect(readFileSync(join(folder, 'say.log'), 'utf8')).toBe(whole.stdout);
        expect(await stile(...log, '--search', 'no such words')).toMatchObject({ code: 1, stdout: '' });
        const again = await json<PipelineRun>(
          'pipeline',
          'clear',
          runs[0]?.pipelineRunId ?? '',
          '--scope',
          'whole',
        );
        expect(again.tasks[0]?.attempts.map(({ state }) => state)).toEqual(['success', 'success']);
      },
    ));

  it('ask a person, and wait for the answer where no engine stays', () =>
    withFolder(async (folder) => {
      mkdirSync(join(folder, 'ws', 'pipelines'), { recursive: true });
      const file = join(folder, 'ws', 'pipelines', 'live.yaml');
      writeFileSync(
        file,
        'version: 1\nname: live\ntasks:\n  go: { type: approve, with: { question: "Live?" } }\n',
      );
      const stile = (...args: string[]): ReturnType<Test['stile']> =>
        runStile(['--workspace', join(folder, 'ws'), ...args, '--json'], { cwd: folder });
      const started = await stile('pipeline', 'run', 'live');
      expect(started).toMatchObject({ code: 1, stderr: expect.stringContaining('go asks: Live?') as string });
      const { pipelineRunId } = JSON.parse(started.stdout) as PipelineRun;
      const decided = await stile('pipeline', 'decide', pipelineRunId, 'go', '--reject', '--reason', 'no');
      expect(decided.code).toBe(1);
      expect(JSON.parse(decided.stdout)).toMatchObject({
        state: 'failed',
        tasks: [
          { state: 'failed', attempts: [{ reason: expect.stringContaining('said no: no') as string }] },
        ],
      });
    }));

  it('ask a person', () =>
    withPipelines(
      { live: `tasks:\n  go: { type: approve, with: { question: "Shall it go live?" } }\n` },
      async ({ json, stile }) => {
        const { pipelineRunId } = await json<PipelineRun>('pipeline', 'run', 'live', '--no-wait');
        const asked = await eventually(
          () => json<PipelineRun>('pipeline', 'show', pipelineRunId),
          (run) => run.tasks[0]?.state === 'awaiting_input',
        );
        expect(asked.tasks[0]).toMatchObject({ state: 'awaiting_input', question: 'Shall it go live?' });
        const words = await stile('pipeline', 'show', pipelineRunId);
        expect(words.stdout).toContain('asks: Shall it go live?');
        const decide = ['pipeline', 'decide', pipelineRunId, 'go', '--approve', '--reason', 'better'];
        expect(await json<PipelineRun>(...decide)).toMatchObject({ state: 'success' });
      },
    ));
});

describe('names that are asked for', () => {
  it('are told where the file has errors, or where neither a file nor a run has one', () =>
    withPipelines({ good: echo, broken: 'tasks:\n  a: { type: shel }\n' }, async ({ stile, json }) => {
      for (const names of [[], ['good', 'broken']]) {
        const { code, stdout } = await stile('pipeline', 'python', ...names);
        expect([code, stdout]).toEqual([2, expect.stringMatching(/broken.*shel[^]*good/) as string]);
      }
      expect((await stile('pipeline', 'python', 'broken')).code).toBe(2);
      // However many are named, the shape is one.
      for (const names of [['good'], ['good', 'broken']])
        expect(await json('pipeline', 'python', ...names)).toEqual({
          pythons: expect.arrayContaining([
            expect.objectContaining({ name: 'good', problem: null }) as object,
          ]) as object[],
        });
      expect(await stile('pipeline', 'runs', 'good', 'goood')).toMatchObject({
        code: 3,
        stderr: expect.stringContaining('did you mean "good"') as string,
      });
      expect(await json('pipeline', 'runs', 'good')).toMatchObject({ runs: [] });
    }));
});
