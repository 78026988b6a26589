import type { TFunction } from 'i18next';
import type { EditName } from '../session/types.ts';

/** What a step was, in the words of menus: "Add task train". */
export function wordEdit({ label, subject }: EditName, t: TFunction): string {
  return t(`pipelineEditor.edits.${label}`, {
    subject,
    defaultValue: t('pipelineEditor.edits.other', { subject }),
  });
}
