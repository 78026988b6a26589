import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconCopy, IconPlugConnected } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { EmptyState } from '#renderer/parts/empty-state.tsx';
import { useOpenSheet } from '#renderer/parts/side-sheet.tsx';
import { Snippet } from '#renderer/parts/snippet.tsx';
import { useAct } from '#renderer/parts/use-act.ts';
import { systemInfoQuery } from '../system/index.ts';
import { firstTrace } from './first-trace.ts';
import classes from './traces.module.css';

type TracesEmptyProps = {
  readonly name: string;
  readonly isFiltered: boolean;
  readonly onClear: () => void;
};

export function TracesEmpty({ name, isFiltered, onClear }: TracesEmptyProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const act = useAct();
  const openSheet = useOpenSheet();
  const { data: info } = useQuery(systemInfoQuery(bridge.client));
  if (isFiltered) {
    return (
      <EmptyState title={t('traces.noMatchTitle')} lines={[t('traces.noMatchText')]}>
        <Button onClick={onClear}>{t('actions.clear')}</Button>
      </EmptyState>
    );
  }
  if (info === undefined) return null;
  const code = info.trackingUri === null ? null : firstTrace(info.trackingUri, name);
  return (
    <div className={classes.empty}>
      <EmptyState title={t('traces.emptyTitle')} lines={[t('traces.emptyText'), t('traces.emptyText2')]}>
        {code === null ? (
          <p className="g2">{t('frame.noServer')}</p>
        ) : (
          <>
            <Button
              variant="filled"
              leftSection={<IconCopy size={16} stroke={1.5} />}
              onClick={() =>
                void act({ run: () => navigator.clipboard.writeText(code), done: t('toasts.copied') })
              }
            >
              {t('actions.copy')}
            </Button>
            <Button
              leftSection={<IconPlugConnected size={16} stroke={1.5} />}
              onClick={() => openSheet('connect', name)}
            >
              {t('connect.open')}
            </Button>
            <Snippet text={code} label={t('traces.code')} />
          </>
        )}
      </EmptyState>
    </div>
  );
}
