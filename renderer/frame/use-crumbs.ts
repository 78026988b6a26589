import { useQuery } from '@tanstack/react-query';
import { useLocation, useMatches, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app-context.ts';
import { experimentQuery } from '../features/experiments/index.ts';
import { pipelineRunQuery } from '../features/pipelines/index.ts';
import { runQuery } from '../features/runs/index.ts';
import { buildCrumbs } from './crumbs.ts';
import type { Crumb } from './crumbs.ts';
import { places } from './places.ts';

/** The way to the page that is open. */
export function useCrumbs(): readonly Crumb[] {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const path = useShownPath();
  const params = useParams({ strict: false });
  const { experimentId, runId, pipelineRunId } = params;
  const experiment = useQuery({
    ...experimentQuery(bridge.client, experimentId ?? ''),
    enabled: experimentId !== undefined,
  });
  const run = useQuery({ ...runQuery(bridge.client, runId ?? ''), enabled: runId !== undefined });
  const pipelineRun = useQuery({
    ...pipelineRunQuery(bridge.client, pipelineRunId ?? ''),
    enabled: pipelineRunId !== undefined,
  });
  return buildCrumbs(path, params, {
    places: {
      ...Object.fromEntries(places.map(({ id }) => [id, t(`frame.${id}`)])),
      jobs: t('jobsTray.title'),
      recovery: t('frame.recovery'),
      welcome: t('frame.welcome'),
    },
    traces: t('traces.title'),
    compare: t('frame.compare'),
    experiment: experiment.data?.name ?? '',
    run: run.data?.name ?? '',
    pipeline: pipelineRun.data?.pipeline ?? '',
  });
}

/**
 * The path of the page that is shown: while the code of the next one is read, that is still the one before, and so are
 * its params. What leads nowhere has no page of its own.
 */
function useShownPath(): string {
  const asked = useLocation({ select: ({ pathname }) => pathname });
  const shown = useMatches({
    select: (matches) => (matches.length > 1 ? matches.at(-1)?.pathname : undefined),
  });
  return shown ?? asked;
}
