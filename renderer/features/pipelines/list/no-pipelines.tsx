import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { EmptyState } from '#renderer/parts/empty-state.tsx';
import { useOpenSheet } from '#renderer/parts/side-sheet.tsx';
import { Snippet } from '#renderer/parts/snippet.tsx';
import classes from './list.module.css';

/** How the first pipeline comes to be, with the smallest file that is one. */
export function NoPipelines() {
  const { t } = useTranslation();
  const openSheet = useOpenSheet();
  return (
    <EmptyState
      title={t('pipelines.emptyTitle')}
      lines={[t('pipelines.emptyText'), t('pipelines.emptyText2')]}
    >
      <Button variant="filled" onClick={() => openSheet('new-pipeline')}>
        {t('newPipeline.open')}
      </Button>
      <Button renderRoot={(props) => <Link to="/" {...props} />}>{t('pipelines.goHome')}</Button>
      <div className={classes.emptyCode}>
        <Snippet text={smallest} label={t('pipelineList.smallest')} />
        <CopyButton text={smallest} label={t('pipelineList.copySmallest')} />
      </div>
    </EmptyState>
  );
}

const smallest = [
  'version: 1',
  'name: hello',
  'schedule: { cron: "0 6 * * *" }',
  'tasks:',
  '  greet:',
  '    type: shell',
  '    with: { command: echo hello }',
].join('\n');
