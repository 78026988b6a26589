/** What lies in a person's hand over the window, or was let go there. */
export type DroppedThing = {
  readonly name: string;
  readonly isFolder: boolean;
  /** Names of what lies in a folder itself. */
  readonly inside: readonly string[];
};

/** What a window does with it. */
export type DropKind =
  | 'data'
  /** a whole workspace in one file */
  | 'archive'
  | 'mlflow'
  /** an SQLite file, of which a query makes a dataset */
  | 'database'
  /** opens as a workspace or a project */
  | 'folder'
  | 'model'
  | 'unknown';

const endings: readonly (readonly [RegExp, DropKind])[] = [
  [/\.(csv|tsv|txt|jsonl|ndjson|parquet)$/i, 'data'],
  [/\.stile$/i, 'archive'],
  [/^mlflow[^/]*\.(db|sqlite3?)$/i, 'mlflow'],
  [/\.(db|sqlite3?)$/i, 'database'],
  [/\.(onnx|pkl|joblib|pt|pth|safetensors|skops|keras|h5)$/i, 'model'],
];

/** By its name, and by what lies in a folder. */
export function kindOfDrop({ name, isFolder, inside }: DroppedThing): DropKind {
  if (!isFolder) return endings.find(([ending]) => ending.test(name))?.[1] ?? 'unknown';
  if (inside.includes('MLmodel')) return 'model';
  // MLflow's file store names its folder so, and keeps what was deleted in `.trash`.
  if (name === 'mlruns' || inside.includes('.trash')) return 'mlflow';
  return 'folder';
}

/** What a browser tells of a file before it is let go. */
const dataTypes = new Set(['text/csv', 'text/tab-separated-values', 'text/plain']);

/** What the types of things over the window say already; null where they say nothing. */
export function kindOfTypes(types: readonly string[]): DropKind | null {
  return types.length === 1 && dataTypes.has(types[0] ?? '') ? 'data' : null;
}
