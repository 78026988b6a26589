import { Button } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/parts/empty-state.tsx';
import { useOpenSheet } from '#renderer/parts/side-sheet.tsx';
import { Teach, firstScript } from '../connect/index.ts';

const commands = [
  'stile experiment create sentiment',
  'stile run create --experiment sentiment --name first',
].join('\n');

type ExperimentsEmptyProps = {
  readonly view: 'active' | 'deleted';
  readonly filtered: boolean;
  readonly onClear: () => void;
  readonly onNew: () => void;
};

export function ExperimentsEmpty({ view, filtered, onClear, onNew }: ExperimentsEmptyProps) {
  const { t } = useTranslation();
  const openSheet = useOpenSheet();
  if (filtered) {
    return (
      <EmptyState title={t('experiments.noMatchTitle')} lines={[t('experiments.noMatchText')]}>
        <Button onClick={onClear}>{t('actions.clear')}</Button>
      </EmptyState>
    );
  }
  if (view === 'deleted') {
    return <EmptyState title={t('experiments.noDeletedTitle')} lines={[t('experiments.noDeletedText')]} />;
  }
  return (
    <EmptyState
      title={t('experiments.emptyTitle')}
      lines={[t('experiments.emptyText'), t('experiments.emptyText2')]}
    >
      <Button variant="filled" onClick={onNew}>
        {t('experiments.new')}
      </Button>
      <Button leftSection={<IconPlugConnected size={16} stroke={1.5} />} onClick={() => openSheet('connect')}>
        {t('connect.open')}
      </Button>
      <Teach
        code={(address) => firstScript('python', address, t('connect.firstExperiment'))}
        commands={commands}
      />
    </EmptyState>
  );
}
