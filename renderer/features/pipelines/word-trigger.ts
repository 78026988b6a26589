import type { TFunction } from 'i18next';
import type { PipelineRun } from '#contract/pipelines.ts';
import { formatMoment } from '#renderer/parts/times.ts';

/** What began a run; of one that a backfill began, with the date that it is of. */
export function wordRunTrigger(
  { trigger, backfillId, logicalAt }: Pick<PipelineRun, 'trigger' | 'backfillId' | 'logicalAt'>,
  t: TFunction,
): string {
  return backfillId === null
    ? t(`pipelines.triggers.${trigger.kind}`)
    : t('pipelines.triggers.backfill', { at: formatMoment(logicalAt) });
}
