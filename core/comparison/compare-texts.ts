import type { ComparedText, ComparedTextKind } from '#contract/comparison.ts';
import type { DatasetInput, Run } from '#contract/entities.ts';
import { parseJson } from '#core/kernel/json.ts';

/** What a run says of itself in texts, by key. */
type Texts = ReadonlyMap<string, string>;

const kinds: readonly ComparedTextKind[] = ['param', 'input', 'environment', 'tag'];

/** Params, datasets, surroundings and tags, kind by kind; within a kind those that differ first, then by name. */
export function compareTexts(
  runs: readonly Run[],
  inputs: ReadonlyMap<string, readonly DatasetInput[]>,
): ComparedText[] {
  const columns: Record<ComparedTextKind, Texts[]> = {
    param: runs.map(({ params }) => new Map(params.map(({ key, value }) => [key, value]))),
    input: runs.map(({ runId }) => textsOfInputs(inputs.get(runId) ?? [])),
    environment: runs.map(environmentOf),
    tag: runs.map(tagsOf),
  };
  return kinds.flatMap((kind) => compareKind(kind, columns[kind]));
}

function compareKind(kind: ComparedTextKind, columns: readonly Texts[]): ComparedText[] {
  const keys = new Set(columns.flatMap((column) => [...column.keys()]));
  return [...keys]
    .sort()
    .map((key) => {
      const values = columns.map((column) => column.get(key) ?? null);
      return { kind, key, values, differs: values.some((value) => value !== values[0]) };
    })
    .sort((a, b) => Number(b.differs) - Number(a.differs));
}

/** Each dataset under the context that it was logged with, such as `training`; its name with what tells versions apart. */
function textsOfInputs(inputs: readonly DatasetInput[]): Texts {
  const texts = new Map<string, string>();
  for (const input of inputs) {
    const context = input.tags.find(({ key }) => key === 'mlflow.data.context')?.value ?? 'dataset';
    const known = texts.get(context);
    const text = nameOfInput(input);
    texts.set(context, known === undefined ? text : `${known}, ${text}`);
    const rows = rowsOf(input);
    if (rows !== null && known === undefined) texts.set(`${context} rows`, String(rows));
  }
  return texts;
}

/** `datasets:/reviews/3` is version 3 of ours; of others, the digest tells. */
function nameOfInput({ name, digest, sourceType, source }: DatasetInput): string {
  const version = sourceType === 'stile' ? /\/(\d+)$/.exec(source)?.[1] : undefined;
  return version === undefined ? `${name} (${digest})` : `${name} v${version}`;
}

function rowsOf({ profile }: DatasetInput): number | null {
  const parsed = profile === null ? undefined : parseJson(profile);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return null;
  const rows = parsed['num_rows'];
  return typeof rows === 'number' ? rows : null;
}

/** Tags of MLflow that say where a run came from, by the name of their row. */
const environmentTags: readonly (readonly [tag: string, key: string])[] = [
  ['mlflow.source.git.commit', 'git commit'],
  ['mlflow.source.git.branch', 'git branch'],
  ['mlflow.source.git.repoURL', 'git repository'],
  ['mlflow.source.name', 'source'],
  ['mlflow.source.type', 'source type'],
  ['mlflow.project.entryPoint', 'entry point'],
  ['mlflow.docker.image.name', 'docker image'],
];

function environmentOf(run: Run): Texts {
  const tags = new Map(run.tags.map(({ key, value }) => [key, value]));
  const texts = new Map<string, string>();
  for (const [tag, key] of environmentTags) {
    const value = tags.get(tag);
    if (value !== undefined) texts.set(key, value);
  }
  const python = pythonOf(tags.get('mlflow.log-model.history'));
  if (python !== null) texts.set('python', python);
  if (run.client !== '') texts.set('client', run.client);
  const user = run.userId === '' ? tags.get('mlflow.user') : run.userId;
  if (user !== undefined && user !== '') texts.set('user', user);
  return texts;
}

/** The Python that the last model of a run was logged with; MLflow keeps it as JSON in a tag. */
function pythonOf(history: string | undefined): string | null {
  return [...(history ?? '').matchAll(/"python_version"\s*:\s*"([^"]+)"/g)].at(-1)?.[1] ?? null;
}

/** Without what MLflow and Stile themselves keep there. */
function tagsOf({ tags }: Run): Texts {
  return new Map(
    tags.flatMap(({ key, value }): [string, string][] =>
      key.startsWith('mlflow.') || key.startsWith('stile.') ? [] : [[key, value]],
    ),
  );
}
