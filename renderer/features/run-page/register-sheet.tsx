import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Run } from '#contract/entities.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { useApp } from '#renderer/app-context.ts';
import { Inspector } from '#renderer/parts/inspector.tsx';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import sheet from '#renderer/parts/side-sheet.module.css';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useAct } from '#renderer/parts/use-act.ts';
import { modelListQuery } from '../models/index.ts';
import { modelFoldersQuery } from './model-folders.ts';
import classes from './run-page.module.css';

async function deleteIfEmpty(client: EngineClient, name: string): Promise<void> {
  const { versionCount } = await client.registry.get({ name });
  if (versionCount === 0) await client.registry.delete({ name });
}

/** Makes a version of a registered model out of what the run has logged. */
export function RegisterSheet({ run, onClose }: { run: Run; onClose: () => void }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const act = useAct();
  const folders = useQuery(modelFoldersQuery(bridge.client, run.runId));
  const models = useQuery(modelListQuery(bridge.client)).data ?? [];
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const folder = folders.data?.find(({ label }) => label === chosen) ?? folders.data?.[0];

  async function register(): Promise<void> {
    if (folder === undefined || name.trim() === '') return;
    const { client } = bridge;
    const model = name.trim();
    const isNew = !models.some((known) => known.name === model);
    let made: number | null = null;
    const worked = await act({
      run: async () => {
        if (isNew) await client.registry.create({ name: model });
        try {
          const version = await client.registry.createVersion({
            name: model,
            runId: run.runId,
            ...folder.source,
          });
          made = version.version;
          return version;
        } catch (error) {
          if (isNew) await deleteIfEmpty(client, model);
          throw error;
        }
      },
      // Only what was made here goes: others may have added versions meanwhile.
      undo: async () => {
        if (made !== null) await client.registry.deleteVersion({ name: model, version: made });
        if (isNew) await deleteIfEmpty(client, model);
      },
      done: ({ version }) => t('runPage.registered', { name: model, version }),
    });
    if (worked) onClose();
  }
  return (
    <div className={sheet.sheet}>
      <Inspector
        autoFocus
        label={t('runPage.registerTitle')}
        lead={<h2 className={sheet.title}>{t('runPage.registerTitle')}</h2>}
        onClose={onClose}
        foot={
          <Button
            variant="filled"
            disabled={folder === undefined || name.trim() === ''}
            onClick={() => void register()}
          >
            {t('runPage.register')}
          </Button>
        }
      >
        {folders.isError && <InlineProblem error={folders.error} />}
        {folders.isPending && <StillBars rows={2} />}
        {folders.data?.length === 0 && <p className={classes.pad}>{t('runPage.registerNone')}</p>}
        {folder !== undefined && (
          <form
            className={`${classes.form ?? ''} ${classes.pad ?? ''}`}
            onSubmit={(event) => {
              event.preventDefault();
              void register();
            }}
          >
            <TextInput
              label={t('runPage.registerName')}
              description={t('runPage.registerNameHint')}
              value={name}
              list="registered-models"
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <datalist id="registered-models">
              {models.map((model) => (
                <option key={model.name} value={model.name} />
              ))}
            </datalist>
            <NativeSelect
              label={t('runPage.registerSource')}
              data={(folders.data ?? []).map(({ label }) => label)}
              value={folder.label}
              onChange={(event) => setChosen(event.currentTarget.value)}
            />
          </form>
        )}
      </Inspector>
    </div>
  );
}
