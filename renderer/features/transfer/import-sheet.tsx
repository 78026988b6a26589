import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportOrder } from '#contract/transfer.ts';
import { useApp } from '#renderer/app-context.ts';
import { PathField } from '#renderer/parts/path-field.tsx';
import { SideSheet } from '#renderer/parts/side-sheet.tsx';
import { CredentialFields, isServerAddress } from './credential-fields.tsx';
import type { Credentials } from './credential-fields.tsx';
import { TransferFlow } from './transfer-flow.tsx';

/**
 * Brings experiments, runs and models of an MLflow database, folder or server in: look first, then import.
 * `from` is the source that is known already.
 */
export function ImportSheet({ from }: { from: string }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const [source, setSource] = useState(from);
  const [artifacts, setArtifacts] = useState('');
  const [prefix, setPrefix] = useState('');
  const [files, setFiles] = useState(true);
  const [models, setModels] = useState(true);
  const [auth, setAuth] = useState<Credentials>({});
  const isServer = isServerAddress(source);
  const order: ImportOrder = {
    source: source.trim(),
    prefix: prefix.trim(),
    experiments: [],
    models,
    files,
    ...(artifacts.trim() !== '' && { artifacts: artifacts.trim() }),
    ...(isServer && Object.keys(auth).length > 0 && { auth }),
  };
  return (
    <SideSheet title={t('transfer.importTitle')}>
      <TransferFlow
        direction="import"
        order={order}
        isReady={order.source !== ''}
        preview={(signal) => bridge.client.transfer.previewImport(order, { signal })}
        start={() => bridge.client.transfer.startImport(order)}
      >
        <p className="g2">{t('transfer.importText')}</p>
        <PathField
          data-autofocus
          label={t('transfer.source')}
          description={t('transfer.sourceHelp')}
          placeholder="/home/me/project/mlflow.db"
          kind="either"
          files={['database', 'any']}
          value={source}
          onChange={setSource}
        />
        {isServer ? (
          <CredentialFields value={auth} onChange={setAuth} />
        ) : (
          <PathField
            label={t('transfer.artifacts')}
            description={t('transfer.artifactsHelp')}
            kind="folder"
            value={artifacts}
            onChange={setArtifacts}
          />
        )}
        <TextInput
          label={t('transfer.prefix')}
          description={t('transfer.prefixHelp')}
          value={prefix}
          onChange={(event) => setPrefix(event.currentTarget.value)}
        />
        <Checkbox
          label={t('transfer.files')}
          checked={files}
          onChange={(event) => setFiles(event.currentTarget.checked)}
        />
        <Checkbox
          label={t('transfer.models')}
          checked={models}
          onChange={(event) => setModels(event.currentTarget.checked)}
        />
      </TransferFlow>
    </SideSheet>
  );
}
