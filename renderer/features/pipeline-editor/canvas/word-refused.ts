import type { TFunction } from 'i18next';
import type { Refused } from './task-verbs.ts';

/** Why a change was not made, as a sentence. */
export function wordRefused({ code, subject, path }: Refused, t: TFunction): string {
  return t(`pipelineCanvas.refused.${code}`, { subject, path: path.join(' → ') });
}
