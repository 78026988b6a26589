import type { TFunction } from 'i18next';
import '#renderer/i18n/late/pipeline-list-words.ts';
import type { ParamFault } from './param-fields.ts';

/** What a param takes, at the field of a value that does not fit: `A whole number from 1 to 10,000.` */
export function wordParamFault(fault: ParamFault, t: TFunction): string {
  switch (fault.kind) {
    case 'needed':
      return t('pipelineList.param.needed');
    case 'among':
      return t('pipelineList.param.among', { names: fault.names.join(', ') });
    case 'length':
      return t(`pipelineList.param.length${boundsOf(fault)}`, { min: fault.min ?? 0, max: fault.max ?? 0 });
    case 'number':
      return t(`pipelineList.param.${fault.isWhole ? 'whole' : 'number'}${boundsOf(fault)}`, {
        min: fault.min ?? 0,
        max: fault.max ?? 0,
      });
  }
}

function boundsOf({
  min,
  max,
}: {
  min: number | null;
  max: number | null;
}): 'Any' | 'Between' | 'Least' | 'Most' {
  if (min !== null) return max === null ? 'Least' : 'Between';
  return max === null ? 'Any' : 'Most';
}
