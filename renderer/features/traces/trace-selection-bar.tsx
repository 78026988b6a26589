import { ActionIcon, Button } from '@mantine/core';
import { IconCopy, IconTrash, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from '#renderer/parts/bars.module.css';
import { DeleteTraces } from './delete-traces.tsx';
import { useTraceActs } from './use-trace-acts.ts';

type TraceSelectionBarProps = {
  readonly traceIds: readonly string[];
  readonly isConfirming: boolean;
  readonly onConfirming: (isConfirming: boolean) => void;
  readonly onClear: () => void;
};

/** What can be done to the selected traces. */
export function TraceSelectionBar({ traceIds, isConfirming, onConfirming, onClear }: TraceSelectionBarProps) {
  const { t } = useTranslation();
  const acts = useTraceActs();
  if (isConfirming) {
    return (
      <DeleteTraces
        count={traceIds.length}
        onCancel={() => onConfirming(false)}
        onConfirm={() => {
          onClear();
          void acts.remove(traceIds);
        }}
      />
    );
  }
  const words = t('runs.selected', { count: traceIds.length });
  return (
    <div className={classes.actionBar} data-floating role="toolbar" aria-label={words}>
      <span className={classes.count}>{words}</span>
      <Button
        size="compact-xs"
        leftSection={<IconCopy size={14} stroke={1.5} />}
        onClick={() => void acts.copyIds(traceIds)}
      >
        {t('runs.copyIds')}
      </Button>
      <Button
        size="compact-xs"
        leftSection={<IconTrash size={14} stroke={1.5} />}
        onClick={() => onConfirming(true)}
      >
        {t('actions.deleteForGood')}
      </Button>
      <span className={classes.divider} />
      <ActionIcon size={24} aria-label={t('runs.clearSelection')} onClick={onClear}>
        <IconX size={14} stroke={1.5} />
      </ActionIcon>
    </div>
  );
}
