import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { EmptyState } from '#renderer/parts/empty-state.tsx';
import { useOpenSheet } from '#renderer/parts/side-sheet.tsx';
import { Snippet } from '#renderer/parts/snippet.tsx';
import { systemInfoQuery } from '../system/index.ts';
import classes from './models.module.css';

/** How the first model comes to be, with the lines that a script needs for it. */
export function NoModels({ onRegister }: { onRegister: () => void }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const openSheet = useOpenSheet();
  const { data: info } = useQuery(systemInfoQuery(bridge.client));
  const code = registerCode(info?.trackingUri ?? null);
  return (
    <EmptyState title={t('registry.emptyTitle')} lines={[t('registry.emptyText'), t('registry.emptyText2')]}>
      <Button variant="filled" onClick={onRegister}>
        {t('registry.add')}
      </Button>
      <Button onClick={() => openSheet('import-mlflow')}>{t('registry.importMlflow')}</Button>
      <div className={classes.emptyCode}>
        <Snippet text={code} label={t('registry.emptyCode')} />
        <CopyButton text={code} label={t('registry.copyCode')} />
      </div>
    </EmptyState>
  );
}

function registerCode(address: string | null): string {
  const connect = address === null ? [] : [`mlflow.set_tracking_uri("${address}")`];
  return [
    'import mlflow',
    '',
    ...connect,
    'with mlflow.start_run():',
    '    mlflow.sklearn.log_model(',
    '        model,',
    '        name="model",',
    '        registered_model_name="churn",',
    '        input_example=X[:3],',
    '    )',
  ].join('\n');
}
