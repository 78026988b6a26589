import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PipelineGraph } from '#core/pipeline-text/index.ts';
import { useApp } from '#renderer/app-context.ts';
import { datasetListQuery } from '#renderer/features/datasets/index.ts';
import { modelListQuery } from '#renderer/features/models/index.ts';
import { pipelineListQuery } from '#renderer/features/pipelines/index.ts';
import { tasksAfter } from './templates.ts';

/** What the value of a field can name. */
export type ReferenceKind =
  'dataset' | 'model' | 'modelUri' | 'pipeline' | 'task' | 'taskAfter' | 'group' | 'pool' | 'timezone';

/** Fields of the built-in types that name something, by type and key. */
const references: Readonly<Record<string, Readonly<Record<string, ReferenceKind>>>> = {
  'stile/load-dataset': { dataset: 'dataset', append: 'dataset' },
  'stile/generate-batch': { warehouse: 'dataset', drift_warehouse: 'dataset' },
  'stile/train': { dataset: 'dataset', reference: 'dataset', extra_reference: 'dataset' },
  'stile/evaluate': { model: 'modelUri', splits: 'dataset' },
  'stile/gate': { model: 'model', splits: 'dataset' },
  'stile/register': { model: 'model' },
  'stile/promote': { model: 'model' },
  'stile/batch-predict': { model: 'modelUri', dataset: 'dataset' },
  'stile/monitor': { reference: 'dataset' },
  branch: { choose: 'taskAfter', 'cases/then': 'taskAfter', else: 'taskAfter' },
  trigger: { pipeline: 'pipeline' },
  wait: { pipeline: 'pipeline', timezone: 'timezone' },
};

/** Settings that every task can have and that name something. */
const settings: Readonly<Record<string, ReferenceKind>> = { group: 'group', pool: 'pool', teardown: 'task' };

export function referenceOfField(type: string, keys: readonly string[]): ReferenceKind | null {
  const known = Object.hasOwn(references, type) ? references[type] : undefined;
  return known?.[keys.join('/')] ?? null;
}

export function referenceOfSetting([key = '', ...more]: readonly string[]): ReferenceKind | null {
  return more.length === 0 && Object.hasOwn(settings, key) ? (settings[key] ?? null) : null;
}

type Named = {
  readonly namesOf: (kind: ReferenceKind) => readonly string[];
  readonly noteOf: (kind: ReferenceKind, value: string) => string | null;
};

/** The names that are there now, in this workspace and in this file. @param taskId of the task whose fields they are */
export function useReferences(graph: PipelineGraph, taskId: string | null): Named {
  const { t } = useTranslation();
  const { client } = useApp().bridge;
  const datasets = useQuery(datasetListQuery(client)).data ?? [];
  const models = useQuery(modelListQuery(client)).data ?? [];
  const pipelines = useQuery(pipelineListQuery(client)).data ?? [];
  const keysOf = (key: string): string[] => Object.keys((graph.top[key] as object | null | undefined) ?? {});
  const uris = models.flatMap(({ name, aliases, latestVersion }) => [
    ...aliases.map(({ alias }) => `models:/${name}@${alias}`),
    ...(latestVersion === null ? [] : [`models:/${name}/${String(latestVersion.version)}`]),
  ]);
  return {
    namesOf: (kind) => {
      switch (kind) {
        case 'dataset':
          return datasets.map(({ name }) => name);
        case 'model':
          return models.map(({ name }) => name);
        case 'modelUri':
          return uris;
        case 'pipeline':
          return pipelines.map(({ name }) => name);
        case 'task':
          return graph.tasks.map(({ id }) => id).filter((id) => id !== taskId);
        case 'taskAfter':
          return taskId === null ? [] : tasksAfter(graph, taskId);
        case 'group':
          return keysOf('groups');
        case 'pool':
          return keysOf('pools');
        case 'timezone':
          return Intl.supportedValuesOf('timeZone');
      }
    },
    noteOf: (kind, value) => {
      if (kind === 'modelUri') {
        const [, name, alias] = /^models:\/([^/@]+)@(.+)$/.exec(value) ?? [];
        const version = models
          .find((model) => model.name === name)
          ?.aliases.find((one) => one.alias === alias);
        return version === undefined
          ? null
          : t('pipelineForm.aliasNow', { alias, version: String(version.version) });
      }
      if (kind !== 'dataset') return null;
      const found = datasets.find(({ name }) => name === value);
      return found === undefined
        ? null
        : t('pipelineForm.datasetNow', {
            version: String(found.latest.version),
            count: found.latest.rows ?? 0,
          });
    },
  };
}
