import { useTranslation } from 'react-i18next';
import { DeleteConfirm } from '#renderer/parts/delete-confirm.tsx';

type DeleteTracesProps = {
  readonly count: number;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
};

/** The engine deletes traces for good. */
export function DeleteTraces({ count, ...acts }: DeleteTracesProps) {
  const { t } = useTranslation();
  return <DeleteConfirm text={t('traces.deleteText')} deed={t('traces.deleteNow', { count })} {...acts} />;
}
