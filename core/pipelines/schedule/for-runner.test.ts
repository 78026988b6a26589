import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createPipelineFiles } from '../pipeline-files.ts';
import { createAlarms } from '#core/kernel/alarms.ts';
import type { RunPlan } from '../run/run-services.ts';
import { createTestTasks } from '../testing/test-tasks.ts';
import { withScheduler, type TestScheduler } from '../testing/with-scheduler.ts';
import { createRunnerScheduler } from './for-runner.ts';
import type { Scheduler } from './scheduler.ts';

const dayMs = 24 * 60 * 60_000;

/** The scheduler as the runner makes it, and the plans that it hands over. */
async function withFiles(
  t: TestScheduler,
  fn: (made: { scheduler: Scheduler; plans: RunPlan[] }) => Promise<void>,
): Promise<void> {
  const types = new Map(createTestTasks().types.map((type) => [type.name, type]));
  const plans: RunPlan[] = [];
  const alarms = createAlarms(t.clock);
  const scheduler = createRunnerScheduler({
    ctx: t.ctx,
    alarms,
    files: createPipelineFiles(t.ctx.paths, types),
    add: (plan) => void plans.push(plan),
    listen: t.listen,
    project: t.project,
  });
  await scheduler.start();
  await fn({ scheduler, plans });
  await scheduler.stop();
  alarms.stop();
}

function write(t: TestScheduler, name: string, body: string): void {
  writeFileSync(join(t.ctx.paths.pipelines, `${name}.yaml`), `version: 1\nname: ${name}\n${body}`);
}

const tasks = 'tasks:\n  a: { type: test/echo }\n';

test('a file’s schedule hands the runner a plan with its dates and params', () =>
  withScheduler(async (t) => {
    const params = 'params: { rows: { type: integer, default: 20 } }\n';
    write(t, 'nightly', `${params}schedule: { cron: "0 6 * * *", timezone: Europe/Stockholm }\n${tasks}`);
    await withFiles(t, async ({ scheduler, plans }) => {
      t.clock.advance(dayMs);
      await scheduler.refresh();
      expect(plans).toMatchObject([
        {
          triggerKind: 'schedule',
          logicalAt: Date.UTC(2026, 10, 21, 5),
          params: { rows: 20 },
          definition: { name: 'nightly' },
        },
      ]);
      expect(plans[0]?.taskRows.size).toBe(1);
    });
  }));

test('a file that changes while the engine runs is planned again', () =>
  withScheduler(async (t) => {
    write(t, 'nightly', tasks);
    await withFiles(t, async ({ scheduler, plans }) => {
      write(t, 'nightly', `schedule: { cron: "@hourly" }\n${tasks}`);
      await scheduler.refresh();
      expect(scheduler.status('nightly')?.nextDueAt).toBe(Date.UTC(2026, 10, 20, 13));
      write(t, 'nightly', `schedule: { cron: "@hourly" }\ntasks: [`);
      t.clock.advance(dayMs);
      await scheduler.refresh();
      expect(scheduler.status('nightly')?.fileState).toBe('broken');
      expect(plans).toEqual([]);
    });
  }));
