/** What a value that a task gave out is, as far as it can be told: a thing of this workspace, rows, a tree, or plain. */
export type OutputValue =
  | { readonly kind: 'run'; readonly runId: string }
  | { readonly kind: 'pipelineRun'; readonly pipelineRunId: string }
  | { readonly kind: 'dataset'; readonly uri: string }
  | { readonly kind: 'model'; readonly name: string; readonly version: string }
  | { readonly kind: 'batch'; readonly batchId: number }
  | { readonly kind: 'alerts'; readonly count: number }
  | { readonly kind: 'rows'; readonly columns: readonly string[]; readonly rows: readonly Row[] }
  | { readonly kind: 'tree'; readonly value: object }
  | { readonly kind: 'plain'; readonly text: string };

type Row = Readonly<Record<string, unknown>>;

const hexId = /^[0-9a-f]{32}$/;

export function readOutput(name: string, value: unknown): OutputValue {
  if (typeof value === 'string') return readText(name, value);
  if (typeof value === 'number' && Number.isInteger(value)) {
    if (name === 'batch' || name === 'batch_id') return { kind: 'batch', batchId: value };
    if (name === 'alerts') return { kind: 'alerts', count: value };
  }
  if (typeof value !== 'object' || value === null)
    return { kind: 'plain', text: typeof value === 'number' ? String(value) : JSON.stringify(value) };
  const rows = readRows(value);
  if (rows !== null) return rows;
  return { kind: 'tree', value };
}

function readText(name: string, text: string): OutputValue {
  const dataset = /^datasets:\/+[^/]+\/\d+$/.test(text);
  if (dataset) return { kind: 'dataset', uri: text };
  const [, model, version] = /^models:\/+([^/@]+)\/(\d+)$/.exec(text) ?? [];
  if (model !== undefined && version !== undefined) return { kind: 'model', name: model, version };
  const runId = /^runs:\/+([0-9a-f]{32})\b/.exec(text)?.[1] ?? (hexId.test(text) ? text : undefined);
  if (runId === undefined) return { kind: 'plain', text };
  return name === 'pipeline_run_id' ? { kind: 'pipelineRun', pipelineRunId: runId } : { kind: 'run', runId };
}

/** A list of objects whose values are plain is a table. */
function readRows(value: object): OutputValue | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const rows = value.filter(isPlainRow);
  if (rows.length < value.length) return null;
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return columns.length === 0 ? null : { kind: 'rows', columns, rows };
}

function isPlainRow(value: unknown): value is Row {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((inner) => typeof inner !== 'object' || inner === null);
}
