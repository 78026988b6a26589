import { useTranslation } from 'react-i18next';
import type { RegisteredModel } from '#contract/registry.ts';
import { DeleteConfirm } from '#renderer/parts/delete-confirm.tsx';
import { useModelActs } from './use-model-acts.ts';

type DeleteModelBarProps = { readonly model: RegisteredModel; readonly onClose: () => void };

/** Says what goes with a model, and what stays. */
export function DeleteModelBar({ model, onClose }: DeleteModelBarProps) {
  const { t } = useTranslation();
  const acts = useModelActs();
  return (
    <DeleteConfirm
      text={t('registry.deleteText', { count: model.versionCount })}
      deed={t('registry.deleteFor', { name: model.name })}
      onCancel={onClose}
      onConfirm={() => {
        onClose();
        void acts.remove(model.name);
      }}
    />
  );
}
