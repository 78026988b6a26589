import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PipelineRun, TaskState } from '#contract/pipelines.ts';
import { useApp } from '#renderer/app-context.ts';
import '#renderer/i18n/late/pipeline-runs-words.ts';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { pipelineRunQuery } from './queries.ts';
import { RunBody } from './run/run-body.tsx';
import classes from './run/run.module.css';

const route = getRouteApi('/pipelines/runs/$pipelineRunId');

/** One run of a pipeline, live: its tasks as a graph, along the time and as a table, with logs and details. */
export function PipelineRunPage() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { pipelineRunId } = route.useParams();
  const { data: run, error, isError, refetch } = useQuery(pipelineRunQuery(bridge.client, pipelineRunId));
  if (run === undefined) {
    if (isError)
      return (
        <PageProblem title={t('pipelines.runFailedToLoad')} error={error} onRetry={() => void refetch()} />
      );
    return <StillBars />;
  }
  return (
    <>
      <RunBody key={pipelineRunId} run={run} />
      {run.flags.recovered && (
        <p className={classes.notice}>
          <StateLabel shape="warning">{t('pipelines.recovered')}</StateLabel>
        </p>
      )}
      <ChangeTold run={run} />
    </>
  );
}

const tellEveryMs = 2000;

/** Says the tasks whose state has changed, at most every other second, for who does not see them. */
function ChangeTold({ run }: { run: PipelineRun }) {
  const { t } = useTranslation();
  const [told, setTold] = useState<{
    readonly states: ReadonlyMap<string, TaskState>;
    readonly text: string;
  }>({
    states: statesOf(run),
    text: '',
  });
  useEffect(() => {
    const timer = setTimeout(() => {
      const states = statesOf(run);
      const changes = [...states].filter(([key, state]) => told.states.get(key) !== state).slice(0, 3);
      if (changes.length === 0) return;
      const words = changes.map(([name, state]) =>
        t('pipelines.changedTo', { name, state: t(`taskStates.${state}`) }),
      );
      setTold({ states, text: words.join(', ') });
    }, tellEveryMs);
    return () => clearTimeout(timer);
  }, [run, told, t]);
  return (
    <p className={classes.hidden} role="status">
      {told.text}
    </p>
  );
}

function statesOf({ tasks }: PipelineRun): ReadonlyMap<string, TaskState> {
  return new Map(
    tasks.map(({ taskId, mapIndex, state }) => [
      mapIndex < 0 ? taskId : `${taskId} ${String(mapIndex)}`,
      state,
    ]),
  );
}
