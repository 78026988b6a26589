import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathExists } from '#core/kernel/files.ts';
import { toLifecycle, toText, toTime } from '../cells.ts';
import { createLocalFiles, isPlainFolder, walk } from '../local-files.ts';
import type {
  FileOwner,
  ForeignExperiment,
  ForeignFile,
  ForeignLoggedModel,
  ForeignRun,
  FoundFiles,
  MlflowSource,
} from '../source.ts';
import { unreadable } from '../source-errors.ts';
import { listFolders, readMeta } from './meta-file.ts';
import { readModelFolders } from './models.ts';
import { readPointFiles } from './points.ts';
import { listRunFolders, readLoggedModelFolders, readRun, type ExperimentFolder } from './runs.ts';
import { readTexts } from './texts.ts';

/**
 * A folder `mlruns`, in which MLflow keeps everything as small files. The folder above it is understood too.
 * @param artifacts the folder with the files of its runs, when the user names one
 * @throws DATA_INVALID for a folder that is none
 */
export async function openFolderSource(path: string, artifacts: string | undefined): Promise<MlflowSource> {
  const root = await findRoot(path);
  const experiments = await listExperiments(root);
  const byId = new Map(experiments.map((experiment) => [experiment.id, experiment]));
  const folderOf: FolderOf = ({ kind, experimentId, id }) => {
    const { folder = root } = byId.get(experimentId) ?? {};
    return kind === 'run' ? join(folder, id) : join(folder, 'models', id);
  };
  const elsewhere = createLocalFiles({ beside: join(root, '..'), given: artifacts });
  const chosen = (ids: ReadonlySet<string>): ExperimentFolder[] =>
    experiments.filter(({ id }) => ids.has(id));
  return {
    kind: 'folder',
    address: root,
    version: 'file store',
    experiments: () => readExperiments(experiments),
    countRuns: async (id) => {
      const experiment = byId.get(id);
      return experiment === undefined ? 0 : (await listRunFolders(experiment)).length;
    },
    runs: (ids) => readRuns(chosen(ids)),
    points: ({ id, experimentId }) =>
      readPointFiles(join(folderOf({ kind: 'run', experimentId, id }), 'metrics')),
    loggedModels: (ids) => readLoggedModels(chosen(ids)),
    models: () => readModelFolders(root),
    countTraces: () => countTraces(experiments),
    findFiles: (owner) => findFiles(owner, folderOf(owner), elsewhere),
    close: () => Promise.resolve(),
  };
}

/** The folder of a run or a logged model: MLflow names it by the id. */
type FolderOf = (owner: Pick<FileOwner, 'kind' | 'experimentId' | 'id'>) => string;

async function findRoot(path: string): Promise<string> {
  if (await isStore(path)) return path;
  const below = join(path, 'mlruns');
  if (await isStore(below)) return below;
  const names = await readdir(path);
  const database = names.find((name) => name.endsWith('.db'));
  if (names.length === 0) {
    throw unreadable(path, 'empty', 'the folder is empty', 'Give the folder mlruns, or the file mlflow.db.');
  }
  throw unreadable(
    path,
    'format',
    'it has no experiments, which are folders with a file meta.yaml',
    database === undefined
      ? 'Give the folder mlruns itself.'
      : `Give the database itself: ${join(path, database)}`,
  );
}

async function isStore(path: string): Promise<boolean> {
  return (
    (await listExperiments(path)).length > 0 ||
    ((await pathExists(join(path, 'models'))) && (await hasModels(path)))
  );
}

async function hasModels(path: string): Promise<boolean> {
  for await (const _model of readModelFolders(path)) return true;
  return false;
}

async function listExperiments(root: string): Promise<ExperimentFolder[]> {
  const found: ExperimentFolder[] = [];
  for (const [above, isInTrash] of [
    [root, false],
    [join(root, '.trash'), true],
  ] as const) {
    for (const name of await listFolders(above)) {
      if (name === '.trash' || (name === 'models' && !isInTrash)) continue;
      const folder = join(above, name);
      const meta = await readMeta(folder).catch(() => null);
      const id = toText(meta?.['experiment_id']);
      if (id !== '' && meta?.['run_id'] === undefined) found.push({ id, folder, isInTrash });
    }
  }
  return found;
}

async function* readExperiments(
  experiments: readonly ExperimentFolder[],
): AsyncGenerator<ForeignExperiment, void> {
  for (const { id, folder, isInTrash } of experiments) {
    const meta = (await readMeta(folder)) ?? {};
    yield {
      id,
      name: toText(meta['name']),
      location: toText(meta['artifact_location']),
      lifecycle: isInTrash ? 'deleted' : toLifecycle(meta['lifecycle_stage']),
      createdAt: toTime(meta['creation_time']),
      updatedAt: toTime(meta['last_update_time']),
      tags: await readTexts(join(folder, 'tags')),
    };
  }
}

async function* readRuns(experiments: readonly ExperimentFolder[]): AsyncGenerator<ForeignRun, void> {
  for (const experiment of experiments) {
    for (const name of await listRunFolders(experiment)) {
      const run = await readRun(experiment, name);
      if (run !== null) yield run;
    }
  }
}

async function* readLoggedModels(
  experiments: readonly ExperimentFolder[],
): AsyncGenerator<ForeignLoggedModel, void> {
  for (const experiment of experiments) yield* readLoggedModelFolders(experiment);
}

/** Beside the run, as MLflow puts them; else where the store says, for an experiment with a place of its own. */
async function findFiles(
  owner: FileOwner,
  folder: string,
  elsewhere: (owner: FileOwner) => Promise<FoundFiles>,
): Promise<FoundFiles> {
  const own = join(folder, 'artifacts');
  const usual = [owner.experimentId, ...(owner.kind === 'run' ? [] : ['models']), owner.id, 'artifacts'];
  const isUsual = owner.uri.replaceAll('\\', '/').endsWith(`/${usual.join('/')}`);
  if (!isUsual && !(await isPlainFolder(own))) return elsewhere(owner);
  return { found: true, files: walkPlain(own) };
}

async function* walkPlain(folder: string): AsyncGenerator<ForeignFile, void> {
  if (await isPlainFolder(folder)) yield* walk(folder);
}

async function countTraces(experiments: readonly ExperimentFolder[]): Promise<number> {
  let traces = 0;
  for (const { folder } of experiments) traces += (await listFolders(join(folder, 'traces'))).length;
  return traces;
}
