import { Button, SegmentedControl } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Run } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { Facts } from '#renderer/parts/inspector.tsx';
import { Panel } from '#renderer/parts/panel.tsx';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { Snippet } from '#renderer/parts/snippet.tsx';
import { experimentQuery } from '../experiments/index.ts';
import { pipelineRunQuery, useStartPipeline } from '../pipelines/index.ts';
import { runInputsQuery, wordClient } from '../runs/index.ts';
import { systemInfoQuery } from '../system/index.ts';
import { environmentFilesQuery } from './environment-files.ts';
import { writeRecipe } from './recipe.ts';
import type { Shell } from './recipe.ts';
import classes from './run-page.module.css';
import { textFileQuery } from './text-file.ts';

/** What code and which environment made the run, and how to make it again. */
export function CodeTab({ run }: { run: Run }) {
  return (
    <div className={classes.page}>
      <Recipe run={run} />
      <Source run={run} />
      <EnvironmentFiles run={run} />
    </div>
  );
}

function Source({ run }: { run: Run }) {
  const { t } = useTranslation();
  const tag = (key: string): string => run.tags.find((one) => one.key === key)?.value ?? '';
  const facts: (readonly [string, ReactNode])[] = [
    [t('runPage.source'), tag('mlflow.source.name')],
    [t('runPage.entryPoint'), tag('mlflow.project.entryPoint')],
    [t('runPage.commit'), tag('mlflow.source.git.commit')],
    [t('runPage.branch'), tag('mlflow.source.git.branch') || tag('mlflow.source.branch')],
    [t('runPage.repository'), tag('mlflow.source.git.repoURL')],
    [t('runPage.client'), run.client === '' ? '' : wordClient(run.client)],
    ...run.tags
      .filter(({ key }) => /^(host|hostname|machine|gpu|cpu|platform|python|os)([._].*)?$/i.test(key))
      .map(({ key, value }) => [key, value] as const),
  ];
  const known = facts.filter(([, value]) => value !== '');
  return (
    <Panel title={t('runPage.source')}>
      {known.length === 0 ? (
        <p className={`${classes.pad ?? ''} g3`}>{t('runPage.noSource')}</p>
      ) : (
        <Facts
          facts={known.map(([name, value]) => [
            name,
            <span key={name} className="mono" translate="no">
              {value}
            </span>,
          ])}
        />
      )}
    </Panel>
  );
}

function EnvironmentFiles({ run }: { run: Run }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const found = useQuery(environmentFilesQuery(bridge.client, run.runId));
  const files = found.data ?? [];
  return (
    <Panel title={t('runPage.environment')}>
      {found.isError && <InlineProblem error={found.error} />}
      {found.data?.length === 0 && <p className={`${classes.pad ?? ''} g3`}>{t('runPage.noEnvironment')}</p>}
      {files.map(({ path }) => (
        <EnvironmentFile key={path} runId={run.runId} path={path} />
      ))}
    </Panel>
  );
}

function EnvironmentFile({ runId, path }: { runId: string; path: string }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const text = useQuery(textFileQuery(bridge.client, runId, path)).data?.text ?? '';
  return (
    <section aria-label={path}>
      <header className={`row ${classes.pad ?? ''}`}>
        <h3 className="mono grow">{path}</h3>
        <CopyButton text={text} label={`${t('actions.copy')}: ${path}`} />
      </header>
      <pre role="group" className={classes.code} tabIndex={0} aria-label={path} translate="no">
        {text}
      </pre>
    </section>
  );
}

function Recipe({ run }: { run: Run }) {
  const { t } = useTranslation();
  const { bridge, platform } = useApp();
  const { client } = bridge;
  const [shell, setShell] = useState<Shell>(platform === 'win32' ? 'powershell' : 'sh');
  const files = useQuery(environmentFilesQuery(client, run.runId)).data ?? [];
  const inputs = useQuery(runInputsQuery(client, run.runId)).data?.datasets ?? [];
  const info = useQuery(systemInfoQuery(client)).data;
  const experiment = useQuery(experimentQuery(client, run.experimentId)).data;
  const requirements = files.find(({ path }) => path.endsWith('requirements.txt'))?.path ?? null;
  const pythonFiles = useQueries({
    queries: files
      .filter(({ path }) => path.endsWith('python_env.yaml'))
      .slice(0, 1)
      .map(({ path }) => textFileQuery(client, run.runId, path)),
  });
  const python = /^python:\s*["']?([\d.]+)/m.exec(pythonFiles[0]?.data?.text ?? '')?.[1] ?? null;
  const step = (key: 'code' | 'noCommit' | 'environment' | 'params' | 'run'): string =>
    t(`runPage.recipeSteps.${key}`);
  const text = writeRecipe(
    {
      run,
      inputs,
      requirements,
      python,
      trackingUri: info?.trackingUri ?? null,
      experiment: experiment?.name ?? '',
    },
    shell,
    {
      code: step('code'),
      noCommit: step('noCommit'),
      environment: step('environment'),
      params: step('params'),
      run: step('run'),
      data: ({ name, digest, source }) => t('runPage.recipeSteps.data', { name, digest, source }),
    },
  );
  return (
    <Panel
      title={t('runPage.reproduce')}
      sub={t('runPage.recipe')}
      aside={
        <>
          <PipelineAgain run={run} />
          <SegmentedControl
            size="xs"
            aria-label={t('runPage.recipe')}
            value={shell}
            data={[
              { value: 'sh', label: 'sh' },
              { value: 'powershell', label: 'PowerShell' },
            ]}
            onChange={(next) => setShell(next === 'powershell' ? 'powershell' : 'sh')}
          />
          <CopyButton text={text} label={t('runPage.copyRecipe')} />
        </>
      }
    >
      <Snippet text={text} label={t('runPage.recipe')} />
    </Panel>
  );
}

/** A run that a pipeline made is made again by that pipeline. */
function PipelineAgain({ run }: { run: Run }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const start = useStartPipeline();
  const pipelineRunId = run.tags.find(({ key }) => key === 'stile.pipelineRunId')?.value;
  const made = useQuery({
    ...pipelineRunQuery(bridge.client, pipelineRunId ?? ''),
    enabled: pipelineRunId !== undefined,
  }).data;
  if (made === undefined) return null;
  return (
    <Button
      size="compact-xs"
      title={t('runPage.runAgainWith', { pipeline: made.pipeline })}
      onClick={() => void start(made.pipeline, made.params)}
    >
      {t('runPage.runAgain')}
    </Button>
  );
}
