import type { TFunction } from 'i18next';

const known = [
  'train',
  'train_with_approval',
  'sweep',
  'predict',
  'score_new_data',
  'retrain_on_drift',
  'python',
  'notebook',
  'sql_report',
  'shell',
] as const;

/** What a template is called and does; one that no words are known for is called as it is. */
export function wordTemplate(id: string, t: TFunction): { readonly title: string; readonly text: string } {
  const name = known.find((one) => one === id);
  if (name === undefined) return { title: id, text: '' };
  return { title: t(`newPipeline.templates.${name}.title`), text: t(`newPipeline.templates.${name}.text`) };
}
