import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LoggedModel } from '#contract/logged-models.ts';
import { useApp } from '#renderer/app-context.ts';
import { toProblem } from '#renderer/bridge/problems.ts';
import { keys } from '#renderer/bridge/keys.ts';
import { Inspector } from '#renderer/parts/inspector.tsx';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import sheet from '#renderer/parts/side-sheet.module.css';
import { useAct } from '#renderer/parts/use-act.ts';
import classes from './models.module.css';

const route = getRouteApi('/models');

/** Makes a version of what a run logged; a model of that name is made where there is none. */
export function RegisterPanel() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const act = useAct();
  const navigate = useNavigate();
  const goBack = route.useNavigate();
  const [name, setName] = useState('');
  const [source, setSource] = useState('');
  const { registry } = bridge.client;
  const close = (): void => void goBack({ search: (search) => ({ ...search, add: undefined }) });

  async function register(): Promise<void> {
    const model = name.trim();
    const done = await act({
      run: async () => {
        await registry.create({ name: model }).catch((error: unknown) => {
          if (toProblem(error).code !== 'ALREADY_EXISTS') throw error;
        });
        return registry.createVersion({ name: model, source: source.trim() });
      },
      done: ({ version }) => t('registry.register.done', { name: model, version }),
    });
    if (done) void navigate({ to: '/models/$name', params: { name: model } });
  }
  return (
    <Inspector
      label={t('registry.register.title')}
      lead={<h2 className={sheet.title}>{t('registry.register.title')}</h2>}
      onClose={close}
      autoFocus
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void register();
        }}
      >
        <p className="g2">{t('registry.register.text')}</p>
        <TextInput
          label={t('registry.register.name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('registry.register.source')}
          description={t('registry.register.sourceHint')}
          value={source}
          onChange={(event) => setSource(event.currentTarget.value)}
        />
        <Button
          type="submit"
          variant="filled"
          disabled={name.trim() === '' || source.trim() === ''}
          className={classes.start}
        >
          {t('registry.register.deed')}
        </Button>
        <LoggedModels
          chosen={source}
          onChoose={(model) => {
            setSource(`models:/${model.modelId}`);
            if (name === '') setName(model.name);
          }}
        />
      </form>
    </Inspector>
  );
}

type LoggedModelsProps = { readonly chosen: string; readonly onChoose: (model: LoggedModel) => void };

function LoggedModels({ chosen, onChoose }: LoggedModelsProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { data } = useQuery({
    queryKey: [...keys.loggedModels, 'newest'],
    queryFn: ({ signal }) => bridge.client.loggedModels.search({ maxResults: 20 }, { signal }),
  });
  if (data === undefined) return null;
  if (data.models.length === 0) return <p className="g3 sm">{t('registry.register.none')}</p>;
  return (
    <>
      <h3 className={classes.small}>{t('registry.register.pick')}</h3>
      <ul className={classes.pick}>
        {data.models.map((model) => (
          <li key={model.modelId}>
            <button
              type="button"
              aria-pressed={chosen === `models:/${model.modelId}`}
              onClick={() => onChoose(model)}
            >
              <span translate="no">{model.name === '' ? t('registry.register.noName') : model.name}</span>
              <span className="g3 sm">
                <RelativeTime at={model.createdAt} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
