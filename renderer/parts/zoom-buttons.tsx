import { ActionIcon } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

type ZoomButtonsProps = {
  /** The place of the size that is shown, among `count` of them. */
  readonly at: number;
  readonly count: number;
  readonly onZoom: (at: number) => void;
};

/** Smaller and larger, each as far as there are sizes. */
export function ZoomButtons({ at, count, onZoom }: ZoomButtonsProps) {
  const { t } = useTranslation();
  return (
    <>
      <ActionIcon
        size={24}
        aria-label={t('actions.smaller')}
        disabled={at === 0}
        onClick={() => onZoom(at - 1)}
      >
        <IconMinus size={14} stroke={1.5} />
      </ActionIcon>
      <ActionIcon
        size={24}
        aria-label={t('actions.larger')}
        disabled={at === count - 1}
        onClick={() => onZoom(at + 1)}
      >
        <IconPlus size={14} stroke={1.5} />
      </ActionIcon>
    </>
  );
}
