import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { writeFileAtomic } from '#core/kernel/files.ts';
import { parseJson } from '#core/kernel/json.ts';
import { readPathStamp } from '#core/kernel/watch-path.ts';
import {
  defineTaskType,
  TaskDeferred,
  TaskFailedForGood,
  TaskSkipped,
  type Deferral,
  type TaskContext,
  type TaskOutputs,
} from '#core/tasks/index.ts';
import { openTimeZone, suggestTimeZone } from '../schedule/time-zones.ts';
import { duration, inProject, isOpen, projectPath, toMs } from './fields.ts';
import { findMoment, parseMoment } from './moments.ts';

const kinds = ['for', 'until', 'file', 'pipeline'] as const;

const input = z
  .strictObject({
    for: duration.optional().describe('Wait this long: 10m'),
    until: z
      .string()
      .min(1)
      .optional()
      .describe('Wait until a time: 2027-03-28T06:00, with an offset or Z, or 06:30 of the day'),
    timezone: z
      .string()
      .optional()
      .describe('Of a time without an offset; without, the zone of this machine'),
    file: projectPath.optional().describe('Wait for a file or a folder, relative to the project'),
    when: z
      .enum(['exists', 'changes'])
      .optional()
      .describe('The file is there (exists), or becomes another one from now on (changes)'),
    pipeline: z.string().min(1).optional().describe('Wait until a run of this pipeline has ended'),
    state: z
      .enum(['success', 'failed', 'canceled', 'any'])
      .optional()
      .describe('The end that counts (success)'),
    max_age: duration
      .optional()
      .describe('A run that ended this long ago counts too; without, only one that ends from now on'),
    timeout: duration.optional().describe('Wait no longer than this'),
    on_timeout: z
      .enum(['fail', 'skip'])
      .default('fail')
      .describe('What becomes of the task when the time is over'),
  })
  .superRefine((keys, ctx) => {
    const given = kinds.filter((kind) => keys[kind] !== undefined);
    const say = (path: string, message: string): void => {
      ctx.addIssue({ code: 'custom', path: [path], message });
    };
    if (given.length !== 1) say(given[1] ?? 'for', `exactly one of ${kinds.join(', ')}`);
    if (keys.when !== undefined && keys.file === undefined) say('when', 'something of a wait for a file');
    for (const key of ['state', 'max_age'] as const)
      if (keys[key] !== undefined && keys.pipeline === undefined)
        say(key, 'something of a wait for a pipeline');
    if (keys.timezone !== undefined && keys.until === undefined) say('timezone', 'something of until');
  });
type WaitInput = z.output<typeof input>;

/** Waits for a time, a file or another pipeline, without a place among the tasks that work and without a process. */
export const wait = defineTaskType({
  name: 'wait',
  description: 'Wait for a time, a file, or a run of another pipeline.',
  with: input,
  outputs: ['file', 'pipeline_run_id', 'state', 'waited_s'],
  check: ({ until, timezone }) => [
    ...(until === undefined || isOpen(until) || parseMoment(until) !== null
      ? []
      : [{ path: ['until'], value: until, expected: momentForms, message: momentProblem(until) }]),
    ...(timezone === undefined || isOpen(timezone) || openTimeZone(timezone) !== null
      ? []
      : [
          {
            path: ['timezone'],
            value: timezone,
            expected: suggestTimeZone(timezone),
            message: zoneProblem(timezone),
          },
        ]),
  ],
  run: async (task, options) => {
    const { clock } = task.engine;
    const began = readBegin(task, options);
    const found = look(task, options, began);
    const now = clock.now();
    if ('outputs' in found) return { ...found.outputs, waited_s: (now - began.at) / 1000 };
    const end = options.timeout === undefined ? null : began.at + toMs(options.timeout);
    if (end !== null && now >= end) throw outOfTime(options, found.reason);
    const times = [found.until.at, end].filter((at) => at !== undefined && at !== null);
    const at = times.length === 0 ? undefined : Math.min(...times);
    throw new TaskDeferred({ ...found.until, at }, found.reason);
  },
});

const momentForms = 'a time such as 2027-03-28T06:00, 2027-03-28T06:00:00Z or 06:30';

function momentProblem(text: string): string {
  return `"${text}" is no time that can be waited for: write ${momentForms}.`;
}

function zoneProblem(text: string): string {
  return `"${text}" is no time zone: ${suggestTimeZone(text)}`;
}

function outOfTime({ timeout, on_timeout: onTimeout }: WaitInput, reason: string): Error {
  const words = `It waited ${timeout} in vain for ${reason}.`;
  return onTimeout === 'skip' ? new TaskSkipped(words, 'timeout') : new TaskFailedForGood(words);
}

/** What is found, or what is to be waited for. */
type Looked = { outputs: TaskOutputs } | { until: Deferral; reason: string };

function look(task: TaskContext, options: WaitInput, began: Begin): Looked {
  if (options.for !== undefined) {
    return lookAtTime(task, began.at + toMs(options.for), `${options.for} to go by`);
  }
  if (options.until !== undefined)
    return lookAtTime(task, resolveMoment(options, began), `the time ${options.until}`);
  if (options.file !== undefined) return lookAtFile(task, options.file, options.when ?? 'exists', began);
  return lookAtPipeline(task, options, began);
}

function resolveMoment({ until = '', timezone }: WaitInput, began: Begin): number {
  const zone = openTimeZone(timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
  if (zone === null) throw new TaskFailedForGood(zoneProblem(timezone ?? ''));
  const moment = parseMoment(until);
  if (moment === null) throw new TaskFailedForGood(momentProblem(until));
  return findMoment(moment, zone, began.at);
}

function lookAtTime({ engine }: TaskContext, at: number, reason: string): Looked {
  return engine.clock.now() >= at ? { outputs: {} } : { until: { at }, reason };
}

function lookAtFile(
  { project }: TaskContext,
  name: string,
  when: 'exists' | 'changes',
  began: Begin,
): Looked {
  const file = inProject(project, name);
  const stamp = readPathStamp(file);
  const isFound = stamp !== null && (when === 'exists' || stamp !== began.stamp);
  if (isFound) return { outputs: { file } };
  return {
    until: { file: { path: file, stamp } },
    reason: when === 'exists' ? `the file ${file}` : `a change of ${file}`,
  };
}

function lookAtPipeline(task: TaskContext, options: WaitInput, began: Begin): Looked {
  const { engine } = task;
  const { pipeline = '', state = 'success', max_age: maxAge } = options;
  const now = engine.clock.now();
  const since = maxAge === undefined ? began.at : now - toMs(maxAge);
  const row = engine.db.get<{ uuid: string; state: string }>(
    `SELECT uuid, state FROM pipeline_runs WHERE pipeline = ? AND ended_at >= ?
       AND state IN ('success', 'failed', 'canceled') AND (? = 'any' OR state = ?) AND uuid <> ? AND coverage <> 'part'
     ORDER BY ended_at DESC LIMIT 1`,
    pipeline,
    since,
    state,
    state,
    task.pipelineRunId,
  );
  if (row !== undefined) return { outputs: { pipeline_run_id: row.uuid, state: row.state } };
  const how = state === 'any' ? 'to end' : `to end as ${state}`;
  const until = { pipeline: { name: pipeline, since: now } };
  return { until, reason: `a run of ${pipeline} ${how}` };
}

interface Begin {
  /** ms since 1970 UTC */
  at: number;
  /** Of the file then; null when it was not there. */
  stamp: string | null;
}

const beginSchema = z.object({ at: z.number(), stamp: z.string().nullable() });

/** When this attempt began to wait, and with what: kept in its folder, since it is asked again and again. */
function readBegin({ folder, project, engine }: TaskContext, { file }: WaitInput): Begin {
  const path = join(folder, 'wait.json');
  const kept = beginSchema.safeParse(parseJson(readIfThere(path)));
  if (kept.success) return kept.data;
  const stamp = file === undefined ? null : readPathStamp(inProject(project, file));
  const begin = { at: engine.clock.now(), stamp };
  writeFileAtomic(path, JSON.stringify(begin));
  return begin;
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
