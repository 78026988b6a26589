import type { TFunction } from 'i18next';
import type { PipelineSchedule } from '#contract/pipeline-schedules.ts';

type WordCron = (cron: string) => string | null;

/** What starts a pipeline by itself, one line for each: its times in words, then what else starts it. */
export function wordStarts(schedule: PipelineSchedule, t: TFunction, wordCron: WordCron): readonly string[] {
  const triggers = schedule.triggers.map((trigger) => wordTrigger(trigger, t));
  return schedule.text === null ? triggers : [wordTimes(schedule.text, t, wordCron), ...triggers];
}

/** The times as the file says them, such as `0 6 * * *` or `every 15m`, in words where there are any. */
function wordTimes(text: string, t: TFunction, wordCron: WordCron): string {
  const [, every] = /^every (\S+)$/.exec(text) ?? [];
  if (every !== undefined) return wordEvery(every, t);
  if (text === '@once') return t('pipelineList.once');
  if (text === '@continuous') return t('pipelineList.continuous');
  return wordCron(text) ?? text;
}

const units = { s: 'seconds', m: 'minutes', h: 'hours', d: 'days' } as const;

/** `15m`: so much time from one run to the next. */
function wordEvery(time: string, t: TFunction): string {
  const [, count = '', unit = ''] = /^(\d+)([smhd])$/.exec(time) ?? [];
  const words = units[unit as keyof typeof units];
  return words === undefined
    ? t('pipelineList.every.other', { time })
    : t(`pipelineList.every.${words}`, { count: Number(count) });
}

/** `dataset reviews`, `pipeline train/failed`: what a trigger waits for. */
export function wordTrigger(trigger: string, t: TFunction): string {
  const [kind = '', ...rest] = trigger.split(' ');
  const name = rest.join(' ');
  switch (kind) {
    case 'dataset':
    case 'file':
    case 'alert':
      return t(`pipelineList.on.${kind}`, { name });
    case 'pipeline': {
      const [of = '', end = 'success'] = name.split('/');
      return t(`pipelineList.on.pipeline_${end === 'failed' || end === 'ended' ? end : 'success'}`, {
        name: of,
      });
    }
    default:
      return trigger;
  }
}
