import type { TFunction } from 'i18next';

const plain = [
  'upstream',
  'max_active_runs',
  'slots',
  'memory',
  'retry_delay',
  'interrupted',
  'depends_on_past',
  'decision',
] as const;
const aboutSomething = ['pool', 'max_active_tasks', 'max_active'] as const;

/** Why a task waits, in words: a code, a code with what it is about, or what the task itself says. */
export function wordWaits(waitsFor: string, t: TFunction): string {
  const [word = '', ...rest] = waitsFor.split(' ');
  const code = plain.find((one) => one === word);
  if (code !== undefined) return t(`pipelines.waits.${code}`);
  const about = aboutSomething.find((one) => one === word);
  if (about === undefined) return waitsFor;
  return t(`pipelines.waits.${about}`, { subject: rest.join(' ').split('.').at(-1) });
}
