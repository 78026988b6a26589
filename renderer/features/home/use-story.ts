import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { RegisteredModel } from '#contract/registry.ts';
import { useApp } from '#renderer/app-context.ts';
import { alertListQuery, batchListQuery } from '../alerts/index.ts';
import { aliasMovesQuery, modelListQuery } from '../models/index.ts';
import { pipelineListQuery, pipelineRunListQuery } from '../pipelines/index.ts';
import { chooseProject, findProjects } from './story.ts';
import type { Project, StoryFacts } from './story.ts';

export type Focus = {
  readonly projects: readonly Project[];
  readonly project: Project | null;
  readonly model: RegisteredModel | null;
  readonly error: unknown;
  readonly isReady: boolean;
  readonly retry: () => void;
};

/** The project that Home and the commands are about. */
export function useFocus(): Focus {
  const { bridge } = useApp();
  const wanted = useSearch({ strict: false, select: (search) => search.model });
  const pipelines = useQuery(pipelineListQuery(bridge.client));
  const models = useQuery(modelListQuery(bridge.client));
  const projects = findProjects(pipelines.data ?? []);
  const project = chooseProject(projects, models.data ?? [], wanted);
  return {
    projects,
    project,
    model: models.data?.find(({ name }) => name === project?.model) ?? null,
    error: pipelines.error ?? models.error,
    isReady: pipelines.data !== undefined && models.data !== undefined,
    retry: () => {
      void pipelines.refetch();
      void models.refetch();
    },
  };
}

const runsLookedAt = 30;

/** What the story is read from, and whether all of it has been read once. */
export function useStoryFacts({ project, model }: Focus): { facts: StoryFacts; isReady: boolean } {
  const { bridge } = useApp();
  const name = model?.name ?? '';
  const hasModel = model !== null;
  const moves = useQuery({ ...aliasMovesQuery(bridge.client, name), enabled: hasModel });
  const batches = useQuery({ ...batchListQuery(bridge.client, name), enabled: hasModel });
  const alerts = useQuery({ ...alertListQuery(bridge.client, 'open'), enabled: hasModel });
  const runs = useQuery(pipelineRunListQuery(bridge.client, undefined, runsLookedAt));
  const names = [project?.train?.name, project?.predict?.name];
  const parts = hasModel ? [moves, batches, alerts, runs] : [runs];
  return {
    facts: {
      project,
      model,
      moves: moves.data ?? [],
      batches: batches.data ?? [],
      alerts: (alerts.data ?? []).filter(({ modelName }) => modelName === name),
      runs: (runs.data ?? []).filter(({ pipeline }) => names.includes(pipeline)),
    },
    isReady: parts.every(({ isPending }) => !isPending),
  };
}
