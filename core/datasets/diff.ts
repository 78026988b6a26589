import type { DatasetFile, DatasetVersion } from '#contract/datasets.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import type { EngineContext } from '#core/store/context.ts';
import { findVersion } from './find.ts';
import type { Row } from './formats/table-reader.ts';
import { missingWords } from './read-columns.ts';
import { compareRowBags, createRowBag, type RowBag } from './row-bag.ts';
import { openVersion } from './stored-files.ts';

type Diff = Outputs['datasets']['diff'];

/**
 * What changed between two versions: columns, whole rows as a multiset (their order does not count), files. Takes 8
 * bytes of memory per row.
 * @throws NOT_FOUND; DATA_INVALID `hash_differs` when a stored file is gone
 */
export async function diffDataset(
  ctx: EngineContext,
  { name, from, to }: Inputs['datasets']['diff'],
): Promise<Diff> {
  const [before, after] = [from, to].map((version) => findVersion(ctx.db, { name, version }));
  if (before === undefined || after === undefined) throw new Error('two versions were asked for');
  return {
    ...diffColumns(before, after),
    ...(await diffRows(ctx, before, after)),
    ...diffFiles(before, after),
  };
}

function diffColumns(
  before: DatasetVersion,
  after: DatasetVersion,
): Pick<Diff, 'columnsAdded' | 'columnsRemoved' | 'columnsRetyped'> {
  const types = new Map(before.columns.map(({ name, type }) => [name, type]));
  const names = new Set(after.columns.map(({ name }) => name));
  return {
    columnsAdded: after.columns.filter(({ name }) => !types.has(name)).map(({ name }) => name),
    columnsRemoved: before.columns.filter(({ name }) => !names.has(name)).map(({ name }) => name),
    columnsRetyped: after.columns.flatMap(({ name, type }) => {
      const was = types.get(name);
      return was === undefined || was === type ? [] : [{ name, from: was, to: type }];
    }),
  };
}

async function diffRows(
  ctx: EngineContext,
  before: DatasetVersion,
  after: DatasetVersion,
): Promise<Pick<Diff, 'rowsAdded' | 'rowsRemoved'>> {
  if (before.format === 'binary' || after.format === 'binary') return { rowsAdded: null, rowsRemoved: null };
  if (before.sha256 === after.sha256 && before.version === after.version)
    return { rowsAdded: 0, rowsRemoved: 0 };
  const { onlyFirst, onlySecond } = await compareRowBags(
    await bagRows(ctx, before),
    await bagRows(ctx, after),
  );
  return { rowsAdded: onlySecond, rowsRemoved: onlyFirst };
}

/** Cells with the names of their columns, in the order of the names: another order of columns is no other row. */
async function bagRows(ctx: EngineContext, version: DatasetVersion): Promise<RowBag> {
  const bag = createRowBag();
  const sorted = version.columns
    .map(({ name }, at) => ({ name: JSON.stringify(name), at, isMissing: missingWords(version, at) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const toText = (row: Row): string => {
    let text = '';
    for (const { name, at, isMissing } of sorted) {
      const value = row[at] ?? null;
      if (value !== null && !isMissing(value)) text += `${name}${value.length}:${value}`;
    }
    return text;
  };
  const reader = await openVersion(ctx, version);
  try {
    for await (const batch of reader.batches) for (const row of batch) bag.add(toText(row));
  } finally {
    await reader.close();
  }
  return bag;
}

function diffFiles(
  before: DatasetVersion,
  after: DatasetVersion,
): Pick<Diff, 'filesAdded' | 'filesRemoved' | 'filesChanged'> {
  // The one file of a table may come under another name each time: its content is what counts.
  if (before.source.kind !== 'folder' && after.source.kind !== 'folder') {
    const path = after.files[0]?.path ?? '';
    return { filesAdded: [], filesRemoved: [], filesChanged: before.sha256 === after.sha256 ? [] : [path] };
  }
  const toMap = (files: readonly DatasetFile[]): Map<string, string> =>
    new Map(files.map(({ path, sha256 }) => [path, sha256]));
  const [old, now] = [toMap(before.files), toMap(after.files)];
  const paths = [...now.keys()];
  return {
    filesAdded: paths.filter((path) => !old.has(path)),
    filesRemoved: [...old.keys()].filter((path) => !now.has(path)),
    filesChanged: paths.filter((path) => old.has(path) && old.get(path) !== now.get(path)),
  };
}
