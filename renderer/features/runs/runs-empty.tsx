import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { IconCopy, IconPlugConnected } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/parts/empty-state.tsx';
import { Snippet } from '#renderer/parts/snippet.tsx';
import { useAct } from '#renderer/parts/use-act.ts';
import { useOpenSheet } from '#renderer/parts/side-sheet.tsx';
import { firstRunCommand } from './quote-for-shell.ts';

const route = getRouteApi('/experiments/$experimentId');

type RunsEmptyProps = {
  readonly name: string;
  readonly view: 'active' | 'deleted';
  readonly filtered: boolean;
  readonly onClear: () => void;
  readonly onNew: () => void;
};

export function RunsEmpty({ name, view, filtered, onClear, onNew }: RunsEmptyProps) {
  const { t } = useTranslation();
  const act = useAct();
  const openSheet = useOpenSheet();
  const { experimentId } = route.useParams();
  if (filtered) {
    return (
      <EmptyState title={t('runs.noMatchTitle')} lines={[t('runs.noMatchText')]}>
        <Button onClick={onClear}>{t('actions.clear')}</Button>
      </EmptyState>
    );
  }
  if (view === 'deleted')
    return <EmptyState title={t('runs.noDeletedTitle')} lines={[t('runs.noDeletedText')]} />;
  const command = firstRunCommand({ experimentId, name });
  return (
    <EmptyState title={t('runs.emptyTitle')} lines={[t('runs.emptyText'), t('runs.emptyText2')]}>
      <Button variant="filled" onClick={onNew}>
        {t('runs.new')}
      </Button>
      <Button
        leftSection={<IconPlugConnected size={16} stroke={1.5} />}
        onClick={() => openSheet('connect', name)}
      >
        {t('connect.open')}
      </Button>
      <Button
        leftSection={<IconCopy size={16} stroke={1.5} />}
        onClick={() =>
          void act({ run: () => navigator.clipboard.writeText(command), done: t('toasts.copied') })
        }
      >
        {t('experiments.copySnippet')}
      </Button>
      <Snippet text={command} label={t('experiments.snippetLabel')} />
    </EmptyState>
  );
}
