import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatasetInput, Tag } from '#contract/entities.ts';
import { toInt64 } from '#core/kernel/int64.ts';
import {
  fingerprintOf,
  toLifecycle,
  toMaybeText,
  toModelStatus,
  toRunStatus,
  toText,
  toTime,
  toWhole,
} from '../cells.ts';
import { walk } from '../local-files.ts';
import type { ForeignLoggedModel, ForeignRun } from '../source.ts';
import { listFolders, readMeta, type Meta } from './meta-file.ts';
import { readModelPoints } from './points.ts';
import { readTexts } from './texts.ts';

/** Folders of an experiment that are no runs. */
const otherFolders = new Set(['tags', 'models', 'datasets', 'traces']);

export interface ExperimentFolder {
  id: string;
  folder: string;
  isInTrash: boolean;
}

export async function listRunFolders({ folder }: ExperimentFolder): Promise<string[]> {
  return (await listFolders(folder)).filter((name) => !otherFolders.has(name));
}

/** A run by its folder; null for a folder that is no run. */
export async function readRun(experiment: ExperimentFolder, name: string): Promise<ForeignRun | null> {
  const folder = join(experiment.folder, name);
  const meta = await readMeta(folder);
  const id = toText(meta?.['run_id'] ?? meta?.['run_uuid']);
  if (meta === null || id !== name) return null;
  const tags = await readTexts(join(folder, 'tags'));
  return {
    id,
    experimentId: experiment.id,
    name: toText(meta['run_name'] ?? meta['name']) || tagValue(tags, 'mlflow.runName'),
    userId: toText(meta['user_id']),
    status: toRunStatus(meta['status']),
    startedAt: toTime(meta['start_time']),
    endedAt: toWhole(meta['end_time']),
    // An experiment that is deleted takes its runs along.
    lifecycle: experiment.isInTrash ? 'deleted' : toLifecycle(meta['lifecycle_stage']),
    artifactUri: toText(meta['artifact_uri']),
    params: await readTexts(join(folder, 'params')),
    tags,
    ...(await readLinks(experiment, folder)),
    fingerprint: await fingerprintFolder(folder, experiment.isInTrash),
  };
}

function tagValue(tags: readonly Tag[], key: string): string {
  return tags.find((tag) => tag.key === key)?.value ?? '';
}

/** Sizes and times of all files but the artifacts, of which the folder's own time must do. */
async function fingerprintFolder(folder: string, isInTrash: boolean): Promise<string> {
  const facts: unknown[] = [isInTrash];
  for (const part of ['', ...(await listFolders(folder))]) {
    const info = await stat(join(folder, part));
    facts.push([part, part === 'artifacts' ? info.mtimeMs : 0]);
    if (part === '' || part === 'artifacts') continue;
    for await (const { path, size } of walk(join(folder, part))) {
      facts.push([part, path, size, (await stat(join(folder, part, path))).mtimeMs]);
    }
  }
  facts.push((await stat(join(folder, 'meta.yaml'))).mtimeMs);
  return fingerprintOf(facts);
}

type Links = Pick<ForeignRun, 'inputs' | 'modelInputs' | 'modelOutputs'>;

async function readLinks(experiment: ExperimentFolder, folder: string): Promise<Links> {
  const links: Links = { inputs: [], modelInputs: [], modelOutputs: [] };
  for (const name of await listFolders(join(folder, 'inputs'))) {
    const meta = (await readMeta(join(folder, 'inputs', name))) ?? {};
    if (meta['source_type'] === 'MODEL') links.modelInputs.push(toText(meta['source_id']));
    else {
      const input = await readInput(experiment, meta);
      if (input !== null) links.inputs.push(input);
    }
  }
  for (const name of await listFolders(join(folder, 'outputs'))) {
    const meta = (await readMeta(join(folder, 'outputs', name))) ?? {};
    const modelId = toText(meta['destination_id']);
    if (modelId !== '') links.modelOutputs.push({ modelId, step: toInt64(meta['step']) ?? 0 });
  }
  return links;
}

async function readInput({ folder }: ExperimentFolder, link: Meta): Promise<DatasetInput | null> {
  const id = toText(link['source_id']);
  const meta = /^[\w-]+$/.test(id) ? await readMeta(join(folder, 'datasets', id)) : null;
  if (meta === null) return null;
  return {
    name: toText(meta['name']),
    digest: toText(meta['digest']),
    sourceType: toText(meta['source_type']),
    source: toText(meta['source']),
    schema: toMaybeText(meta['schema']),
    profile: toMaybeText(meta['profile']),
    tags: Object.entries((link['tags'] as Meta | null) ?? {}).map(([key, value]) => ({
      key,
      value: toText(value),
    })),
  };
}

/** The logged models of an experiment, of MLflow 3. */
export async function* readLoggedModelFolders(
  experiment: ExperimentFolder,
): AsyncGenerator<ForeignLoggedModel, void> {
  const root = join(experiment.folder, 'models');
  for (const name of await listFolders(root)) {
    const folder = join(root, name);
    const meta = await readMeta(folder);
    const id = toText(meta?.['model_id']);
    if (meta === null || id !== name) continue;
    yield {
      id,
      experimentId: experiment.id,
      name: toText(meta['name']),
      modelType: toText(meta['model_type']),
      status: toModelStatus(meta['status']),
      sourceRunId: toMaybeText(meta['source_run_id']),
      lifecycle: experiment.isInTrash ? 'deleted' : toLifecycle(meta['lifecycle_stage']),
      createdAt: toTime(meta['creation_timestamp']),
      updatedAt: toTime(meta['last_updated_timestamp']),
      artifactUri: toText(meta['artifact_location']),
      params: await readTexts(join(folder, 'params')),
      tags: await readTexts(join(folder, 'tags')),
      points: await readModelPoints(join(folder, 'metrics')),
      fingerprint: await fingerprintFolder(folder, experiment.isInTrash),
    };
  }
}
