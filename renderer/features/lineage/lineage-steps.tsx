import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineageGraph, LineageNode } from '#contract/lineage.ts';
import { useApp } from '#renderer/app-context.ts';
import { toProblem } from '#renderer/bridge/problems.ts';
import { Panel } from '#renderer/parts/panel.tsx';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { RunLink } from '../runs/index.ts';
import { DatasetLink } from './dataset-link.tsx';
import { LineageLink } from './lineage-link.tsx';
import classes from './lineage.module.css';
import { toStages, uriParts } from './lineage-stages.ts';
import type { Stage } from './lineage-stages.ts';
import { lineageQuery } from './queries.ts';

/** How many of a step are named; the rest is counted. */
const shown = 4;

type LineageStepsProps = {
  readonly model: string;
  /** Newest first. */
  readonly versions: readonly number[];
  /** The version that is shown at first: the champion. */
  readonly first: number;
};

/** Where a model version comes from and what it touched: data, run, version, batches, alerts. */
export function LineageSteps({ model, versions, first }: LineageStepsProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const [chosen, setChosen] = useState<number | null>(null);
  const version = chosen ?? first;
  const trace = useQuery(lineageQuery(bridge.client, `models:/${model}/${String(version)}`));
  return (
    <Panel
      title={t('lineage.title')}
      sub={trace.data?.isCut === true ? t('lineage.cut') : undefined}
      aside={
        <span className={classes.aside}>
          <LineageLink uri={`models:/${model}/${String(version)}`} />
          {versions.length > 1 && (
            <NativeSelect
              size="xs"
              className={classes.choice}
              aria-label={t('lineage.version')}
              value={String(version)}
              data={versions.map((one) => ({ value: String(one), label: t('models.v', { version: one }) }))}
              onChange={(event) => setChosen(Number(event.currentTarget.value))}
            />
          )}
        </span>
      }
    >
      <TracedSteps trace={trace} model={model} />
    </Panel>
  );
}

type LineageOfProps = {
  /** `runs:/<id>` */
  readonly uri: string;
};

/** What made a thing and what it touched, step by step. */
export function LineageOf({ uri }: LineageOfProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const trace = useQuery(lineageQuery(bridge.client, uri));
  return (
    <Panel
      title={t('lineage.title')}
      sub={trace.data?.isCut === true ? t('lineage.cut') : undefined}
      aside={<LineageLink uri={uri} />}
    >
      <TracedSteps trace={trace} model={null} />
    </Panel>
  );
}

type TracedStepsProps = {
  readonly trace: Pick<UseQueryResult<LineageGraph>, 'data' | 'error' | 'isError'>;
  /** Whose monitoring a batch stands in; null: of the version that the steps name. */
  readonly model: string | null;
};

function TracedSteps({ trace, model }: TracedStepsProps) {
  if (trace.isError && toProblem(trace.error).code !== 'NOT_FOUND')
    return <InlineProblem error={trace.error} />;
  if (trace.data === undefined && !trace.isError) return <StillBars rows={2} />;
  // Nothing is recorded about a thing that used and made nothing: its steps are empty.
  const stages = toStages(trace.data ?? { nodes: [] });
  const version = stages
    .find(({ name }) => name === 'models')
    ?.nodes.find(({ type }) => type === 'ModelVersion');
  const of = model ?? (version === undefined ? '' : (uriParts(version.uri)[0] ?? ''));
  return (
    <ol className={classes.steps}>
      {stages.map((stage) => (
        <StageItem key={stage.name} stage={stage} model={of} />
      ))}
    </ol>
  );
}

function StageItem({ stage: { name, nodes }, model }: { stage: Stage; model: string }) {
  const { t } = useTranslation();
  const rest = nodes.length - shown;
  return (
    <li className={classes.step}>
      <span className={classes.name}>{t(`lineage.${name}`)}</span>
      {nodes.length === 0 && <span className="g3">{t('lineage.none')}</span>}
      {nodes.length > 0 && (
        <ul>
          {nodes.slice(0, shown).map((node) => (
            <li key={node.uri}>
              <NodeName node={node} model={model} />
            </li>
          ))}
        </ul>
      )}
      {rest > 0 && <span className="g3 sm">{t('lineage.more', { count: rest })}</span>}
    </li>
  );
}

function NodeName({ node, model }: { node: LineageNode; model: string }): ReactNode {
  const { t } = useTranslation();
  const [head = '', tail = ''] = uriParts(node.uri);
  const id = Number(head);
  switch (node.type) {
    case 'Run':
      return (
        <RunLink
          runId={head}
          className={classes.link}
          fallback={() => (
            <span className={classes.plain} translate="no">
              {node.name}
            </span>
          )}
        />
      );
    case 'ModelVersion':
      return (
        <Link to="/models/$name" params={{ name: head }} className={classes.link}>
          {`${head} v${tail}`}
        </Link>
      );
    case 'Batch':
      return (
        <Link to="/monitoring/$model" params={{ model }} search={{ batch: id }} className={classes.link}>
          {t('lineage.batch', { id })}
        </Link>
      );
    case 'Alert':
      return (
        <Link to="/alerts" search={{ alert: id }} className={classes.link}>
          {t('lineage.alert', { id })}
        </Link>
      );
    case 'DatasetVersion':
      return <DatasetLink uri={node.uri} className={classes.link} />;
    case 'Task':
      return (
        <Link
          to="/pipelines/runs/$pipelineRunId"
          params={{ pipelineRunId: head }}
          className={classes.link}
          translate="no"
        >
          {node.name}
        </Link>
      );
    case 'LoggedModel':
    case 'File':
    case 'Table':
      return (
        <span className={classes.plain} translate="no">
          {node.name}
        </span>
      );
    default:
      return <span className={classes.plain} translate="no">{`${head} v${tail}`}</span>;
  }
}
