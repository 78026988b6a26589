import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Run } from '#contract/entities.ts';
import type { LoggedModel } from '#contract/logged-models.ts';
import { useApp } from '#renderer/app-context.ts';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { Section } from '#renderer/parts/inspector.tsx';
import lines from '#renderer/parts/key-values.module.css';
import { registeredVersions } from './registered-versions.ts';
import { runModelsQuery } from './queries.ts';
import classes from './run-panel.module.css';

/** What the run made with `log_model`, and as what it was registered. Runs without one say nothing. */
export function RunModels({ run }: { run: Run }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const found = useQuery(runModelsQuery(bridge.client, run.runId));
  const models = found.data?.models ?? [];
  if (models.length === 0) return null;
  return (
    <Section title={t('run.models')} count={models.length}>
      {models.map((model) => (
        <ModelLine key={model.modelId} model={model} />
      ))}
    </Section>
  );
}

function ModelLine({ model }: { model: LoggedModel }) {
  const { t } = useTranslation();
  return (
    <div className={lines.line}>
      <span className={lines.key} title={model.modelId}>
        {model.name}
      </span>
      <span className={`${lines.value ?? ''} ${classes.id ?? ''}`}>
        {model.status === 'READY' ? (
          registeredVersions(model.tags).map(({ name, version }) => (
            <Link key={`${name} ${version}`} to="/models/$name" params={{ name }} className={classes.link}>
              {`${name} v${version}`}
            </Link>
          ))
        ) : (
          <span className="g3">{t(`run.modelStates.${model.status}`)}</span>
        )}
        <CopyButton text={`models:/${model.modelId}`} label={t('run.copyModelUri')} />
      </span>
    </div>
  );
}
