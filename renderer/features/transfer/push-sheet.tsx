import { Checkbox, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PushOrder } from '#contract/transfer.ts';
import { useApp } from '#renderer/app-context.ts';
import { SideSheet } from '#renderer/parts/side-sheet.tsx';
import { CredentialFields } from './credential-fields.tsx';
import type { Credentials } from './credential-fields.tsx';
import { pushChoicesQuery } from './queries.ts';
import classes from './transfer.module.css';
import { TransferFlow } from './transfer-flow.tsx';

/** Sends experiments and models to an MLflow server of a team: look first, then send. */
export function PushSheet() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const [server, setServer] = useState('');
  const [auth, setAuth] = useState<Credentials>({});
  const [all, setAll] = useState(true);
  const [files, setFiles] = useState(true);
  const [experiments, setExperiments] = useState<readonly string[]>([]);
  const [models, setModels] = useState<readonly string[]>([]);
  const choices = useQuery(pushChoicesQuery(bridge.client));
  const order: PushOrder = {
    server: server.trim(),
    all,
    experiments: all ? [] : [...experiments],
    models: all ? [] : [...models],
    files,
    verify: true,
    ...(Object.keys(auth).length > 0 && { auth }),
  };
  return (
    <SideSheet title={t('transfer.pushTitle')}>
      <TransferFlow
        direction="push"
        order={order}
        isReady={order.server !== '' && (all || experiments.length + models.length > 0)}
        preview={(signal) => bridge.client.transfer.previewPush(order, { signal })}
        start={() => bridge.client.transfer.startPush(order)}
      >
        <p className="g2">{t('transfer.pushText')}</p>
        <TextInput
          data-autofocus
          label={t('transfer.server')}
          placeholder="https://mlflow.example.com"
          spellCheck={false}
          value={server}
          onChange={(event) => setServer(event.currentTarget.value)}
        />
        <CredentialFields value={auth} onChange={setAuth} />
        <Checkbox
          label={t('transfer.all')}
          checked={all}
          onChange={(event) => setAll(event.currentTarget.checked)}
        />
        {!all && (
          <>
            <Choice
              title={t('transfer.counts.experiments')}
              names={choices.data?.experiments ?? []}
              chosen={experiments}
              onChange={setExperiments}
            />
            <Choice
              title={t('transfer.counts.models')}
              names={choices.data?.models ?? []}
              chosen={models}
              onChange={setModels}
            />
          </>
        )}
        <Checkbox
          label={t('transfer.files')}
          checked={files}
          onChange={(event) => setFiles(event.currentTarget.checked)}
        />
      </TransferFlow>
    </SideSheet>
  );
}

type ChoiceProps = {
  readonly title: string;
  readonly names: readonly string[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
};

function Choice({ title, names, chosen, onChange }: ChoiceProps) {
  if (names.length === 0) return null;
  return (
    <fieldset className={classes.choice}>
      <legend>{title}</legend>
      {names.map((name) => (
        <Checkbox
          key={name}
          label={<span translate="no">{name}</span>}
          checked={chosen.includes(name)}
          onChange={(event) =>
            onChange(event.currentTarget.checked ? [...chosen, name] : chosen.filter((one) => one !== name))
          }
        />
      ))}
    </fieldset>
  );
}
