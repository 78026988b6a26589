import { readdirSync } from 'node:fs';
import * as z from 'zod';
import type { PipelineTemplate } from '#contract/pipeline-editing.ts';
import { parseJson } from '#core/kernel/json.ts';
import type { ReadableDb } from '#core/store/database.ts';

type MissingKind = PipelineTemplate['missing'][number]['kind'];

/** A name that a template is filled in with. */
export interface FilledName {
  name: string;
  /** What is to be there and is not; null where it is, or where the pipeline makes it. */
  lacks: MissingKind | null;
}

export interface Dataset {
  name: string;
  /** Of its newest version. */
  columns: readonly string[];
}

/** What a workspace and its project have that templates can name. */
export interface NamesAround {
  datasets: readonly Dataset[];
  /** The model whose champion is the youngest; null without a champion. */
  champion: { model: string; experiment: string | null } | null;
  pipelines: readonly string[];
  /** Files of the project's own folder. */
  files: readonly string[];
}

const columnNames = z.array(z.object({ name: z.string() }));

export function readNamesAround(db: ReadableDb, pipelines: readonly string[], project: string): NamesAround {
  const rows = db.all<{ name: string; columns: string }>(
    `SELECT name, columns FROM stored_datasets JOIN dataset_versions ON dataset_id = stored_datasets.id
     WHERE version = (SELECT max(version) FROM dataset_versions WHERE dataset_id = stored_datasets.id)
     ORDER BY name`,
  );
  const datasets = rows.map(({ name, columns }) => ({
    name,
    columns: (columnNames.safeParse(parseJson(columns)).data ?? []).map((column) => column.name),
  }));
  return { datasets, champion: findChampion(db), pipelines, files: listFiles(project) };
}

function findChampion(db: ReadableDb): NamesAround['champion'] {
  const row = db.get<{ model: string; experiment: string | null }>(
    `SELECT registered_models.name AS model, experiments.name AS experiment
     FROM model_aliases JOIN registered_models ON registered_models.id = model_aliases.model_id
       JOIN model_versions ON model_versions.model_id = model_aliases.model_id AND model_versions.version = model_aliases.version
       LEFT JOIN runs ON runs.uuid = model_versions.run_id LEFT JOIN experiments ON experiments.id = runs.experiment_id
     WHERE alias = 'champion' AND registered_models.name NOT GLOB '*[{}@/:#]*' ORDER BY since DESC LIMIT 1`,
  );
  return row ?? null;
}

function listFiles(project: string): string[] {
  try {
    return readdirSync(project, { withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && !entry.name.includes('{{'))
      .map(({ name }) => name)
      .sort();
  } catch {
    return [];
  }
}

/**
 * What a placeholder of a template becomes here.
 * @param own the name of the pipeline to be
 * @throws Error for a placeholder that there is none of
 */
export function chooseName(placeholder: string, own: string, around: NamesAround): FilledName {
  const choose = choices[placeholder];
  if (choose === undefined) throw new Error(`a template names <<${placeholder}>>, which nothing is known of`);
  return choose(around, own);
}

type Choice = (around: NamesAround, own: string) => FilledName;

const choices: Readonly<Record<string, Choice>> = {
  name: (_, own) => made(own),
  train: ({ datasets }) => wanted('dataset', chooseTrain(datasets), 'reviews'),
  heldout: ({ datasets }) => wanted('dataset', chooseHeldout(datasets), 'reviews_heldout'),
  warehouse: ({ datasets }) => wanted('dataset', chooseIncoming(datasets), 'customer_reviews'),
  incoming: ({ datasets }) => wanted('dataset', chooseIncoming(datasets), 'customer_reviews'),
  driftWarehouse: ({ datasets }) => wanted('dataset', chooseDrift(datasets), 'drift_reviews'),
  batchInput: (_, own) => made(`${own.replaceAll(/[^\w.-]/g, '_')}_input`),
  model: ({ champion }) => wanted('model', champion?.model, 'sentiment_classifier'),
  newModel: ({ champion }) => made(champion?.model ?? 'sentiment_classifier'),
  experiment: ({ champion }) => made(champion?.experiment ?? 'sentiment_classification'),
  trainPipeline: ({ pipelines }, own) =>
    wanted(
      'pipeline',
      chooseBest(
        pipelines.filter((name) => name !== own),
        preferTrain,
      ),
      'train',
    ),
  database: ({ files }) => wanted('file', chooseFile(files, /^(?!stile\.db).*\.(db|sqlite3?)$/i), 'shop.db'),
  notebook: ({ files }) => wanted('file', chooseFile(files, /\.ipynb$/i), 'analysis.ipynb'),
  script: ({ files }) =>
    wanted('file', chooseFile(files, /^(?!test_|setup\.py$|conftest\.py$).*\.py$/i), 'train.py'),
};

function made(name: string): FilledName {
  return { name, lacks: null };
}

function wanted(kind: MissingKind, found: string | undefined, otherwise: string): FilledName {
  return found === undefined ? { name: otherwise, lacks: kind } : { name: found, lacks: null };
}

const heldOut = /held.?out|test|eval|valid/i;
const drift = /drift/i;
const inside = /input|batch|predictions/i;
const outside = /warehouse|incoming|inbox|customer|new/i;

/** Rows to train on have labels, and are not called like those that are kept for other ends. */
function chooseTrain(datasets: readonly Dataset[]): string | undefined {
  const names = withColumns(datasets, ['text', 'label']).filter(
    (name) => !heldOut.test(name) && !drift.test(name) && !inside.test(name) && !outside.test(name),
  );
  const all = datasets.map(({ name }) => name);
  return chooseBest(names, (name) => {
    const hasHeldOut = all.some((other) => heldOut.test(other) && other.startsWith(stemOf(name)));
    return (hasHeldOut ? 2 : 0) + (/train/i.test(name) ? 1 : 0);
  });
}

/** Of the same data as the rows to train on, where there is such. */
function chooseHeldout(datasets: readonly Dataset[]): string | undefined {
  const names = withColumns(datasets, ['text', 'label']).filter(
    (name) => heldOut.test(name) && !drift.test(name),
  );
  const stem = stemOf(chooseTrain(datasets) ?? '');
  return chooseBest(names, (name) => (stem !== '' && name.startsWith(stem) ? 1 : 0));
}

/** What comes from outside; where nothing is called so, any texts that no model is measured on. */
function chooseIncoming(datasets: readonly Dataset[]): string | undefined {
  const names = withColumns(datasets, ['text']).filter(
    (name) => !heldOut.test(name) && !drift.test(name) && !inside.test(name),
  );
  const train = chooseTrain(datasets);
  return chooseBest(names, (name) => (outside.test(name) ? 2 : 0) + (name === train ? 0 : 1));
}

function chooseDrift(datasets: readonly Dataset[]): string | undefined {
  const names = withColumns(datasets, ['text']).filter((name) => drift.test(name) && !heldOut.test(name));
  return chooseBest(names, (name) => (outside.test(name) ? 2 : 0) + (/train/i.test(name) ? 0 : 1));
}

function chooseFile(files: readonly string[], kind: RegExp): string | undefined {
  return files.find((file) => kind.test(file));
}

function preferTrain(name: string): number {
  return name === 'train' ? 2 : /train/i.test(name) ? 1 : 0;
}

function withColumns(datasets: readonly Dataset[], columns: readonly string[]): string[] {
  return datasets
    .filter((dataset) => columns.every((column) => dataset.columns.includes(column)))
    .map(({ name }) => name);
}

/** `reviews` of `reviews_train` */
function stemOf(name: string): string {
  return name.replace(/[_.-]?train(ing)?$/i, '');
}

/** The first of those that are worth the most. */
function chooseBest(names: readonly string[], worth: (name: string) => number): string | undefined {
  return [...names].sort((a, b) => worth(b) - worth(a))[0];
}
