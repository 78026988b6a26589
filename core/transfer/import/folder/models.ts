import { join } from 'node:path';
import { toMaybeText, toStage, toText, toTime, toWhole } from '../cells.ts';
import type { ForeignModel, ForeignVersion } from '../source.ts';
import { listFolders, readMeta } from './meta-file.ts';
import { readTexts } from './texts.ts';

/** The registered models in the folder `models`, by name. */
export async function* readModelFolders(root: string): AsyncGenerator<ForeignModel, void> {
  for (const folderName of await listFolders(join(root, 'models'))) {
    const folder = join(root, 'models', folderName);
    const meta = await readMeta(folder);
    const name = toText(meta?.['name']);
    if (meta === null || name === '') continue;
    const { versions, lastNumber } = await readVersions(folder);
    const aliases = await readTexts(join(folder, 'aliases'));
    yield {
      name,
      description: toText(meta['description']),
      createdAt: toTime(meta['creation_timestamp']),
      updatedAt: toTime(meta['last_updated_timestamp']),
      tags: await readTexts(join(folder, 'tags')),
      aliases: aliases.map(({ key, value }) => ({ alias: key, version: toWhole(value.trim()) ?? 0 })),
      versions,
      lastNumber,
    };
  }
}

async function readVersions(folder: string): Promise<{ versions: ForeignVersion[]; lastNumber: number }> {
  const versions: ForeignVersion[] = [];
  let lastNumber = 0;
  for (const name of await listFolders(folder)) {
    const number = toWhole(/^version-(\d+)$/.exec(name)?.[1]);
    if (number === null || number < 1) continue;
    lastNumber = Math.max(lastNumber, number);
    const version = await readVersion(join(folder, name), number);
    if (version !== null) versions.push(version);
  }
  return { versions: versions.sort((a, b) => a.version - b.version), lastNumber };
}

async function readVersion(folder: string, version: number): Promise<ForeignVersion | null> {
  const meta = await readMeta(folder);
  const stage = toStage(meta?.['current_stage']);
  if (meta === null || stage === null) return null;
  const source = toText(meta['source']);
  return {
    version,
    createdAt: toTime(meta['creation_timestamp']),
    updatedAt: toTime(meta['last_updated_timestamp']),
    userId: toText(meta['user_id']),
    stage,
    description: toText(meta['description']),
    source,
    location: toMaybeText(meta['storage_location']) ?? source,
    runId: toMaybeText(meta['run_id']),
    runLink: toText(meta['run_link']),
    tags: await readTexts(join(folder, 'tags')),
  };
}
