import type { TFunction } from 'i18next';
import type { LineageNode } from '#contract/lineage.ts';
import { alertSignals } from '#renderer/search-params.ts';
import { uriParts } from '../lineage-stages.ts';

type Named = Pick<LineageNode, 'type' | 'uri' | 'name'>;

/**
 * What a thing is called on screen. What the engine numbers itself is worded here, from its address, in the language of the
 * window; what people and their code named keeps its name, a version with its number.
 */
export function wordNode({ type, uri, name }: Named, t: TFunction): string {
  const [head = '', tail = ''] = uriParts(uri);
  switch (type) {
    case 'Batch':
    case 'BatchPredict':
    case 'Monitor':
      return t(`lineageMap.names.${type}`, { id: head });
    case 'Alert':
      return wordAlertNode(head, name, t);
    case 'ModelVersion':
    case 'Register':
    case 'DatasetVersion':
      // What a client names by its digest has no number.
      return uri.startsWith('mlflow-datasets:') || tail === '' ? name : `${head} v${tail}`;
    default:
      return name;
  }
}

function wordAlertNode(id: string, name: string, t: TFunction): string {
  const signal = alertSignals.find((known) => name.endsWith(`: ${known}`));
  if (signal === undefined) return t('lineageMap.names.Alert', { id });
  return t('lineageMap.names.AlertOf', { id, signal: t(`signals.${signal}`) });
}
