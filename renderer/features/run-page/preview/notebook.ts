import { readJsonFile, UnreadableFile } from './read-json.ts';

/** One output of a cell, as far as it is shown: texts and pictures; HTML only as its plain text twin. */
export type CellOutput =
  | { readonly kind: 'text' | 'error'; readonly text: string }
  | { readonly kind: 'image'; readonly type: 'image/png' | 'image/jpeg'; readonly base64: string };

export type NotebookCell = {
  readonly kind: 'code' | 'markdown' | 'raw';
  readonly source: string;
  /** `In [3]`; null for a cell that never ran. */
  readonly count: number | null;
  readonly outputs: readonly CellOutput[];
};

export type Notebook = { readonly language: string; readonly cells: readonly NotebookCell[] };

/** Reads a notebook of nbformat 3 or 4. @throws UnreadableFile */
export function parseNotebook(text: string): Notebook {
  const root = asObject(readJsonFile(text));
  const sheet = Array.isArray(root['worksheets']) ? asObject(root['worksheets'][0]) : {};
  const cells = root['cells'] ?? sheet['cells'];
  if (!Array.isArray(cells)) throw new UnreadableFile('noCells');
  const info = asObject(asObject(root['metadata'])['language_info']);
  return {
    language: typeof info['name'] === 'string' ? info['name'] : 'python',
    cells: cells.map((cell) => readCell(asObject(cell))),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function readCell(cell: Fields): NotebookCell {
  const kind = cell['cell_type'] === 'markdown' || cell['cell_type'] === 'raw' ? cell['cell_type'] : 'code';
  const count = cell['execution_count'] ?? cell['prompt_number'];
  const outputs = Array.isArray(cell['outputs']) ? cell['outputs'] : [];
  return {
    kind,
    source: joined(cell['source'] ?? cell['input']),
    count: typeof count === 'number' ? count : null,
    outputs: outputs.flatMap((output) => readOutput(asObject(output))),
  };
}

function readOutput(output: Fields): CellOutput[] {
  if (output['output_type'] === 'error' || output['output_type'] === 'pyerr') {
    const trace = Array.isArray(output['traceback']) ? output['traceback'].join('\n') : '';
    const short = `${asText(output['ename'])}: ${asText(output['evalue'])}`;
    return [{ kind: 'error', text: withoutColors(trace === '' ? short : trace) }];
  }
  if (output['text'] !== undefined) return [{ kind: 'text', text: withoutColors(joined(output['text'])) }];
  const data = asObject(output['data'] ?? output);
  for (const type of ['image/png', 'image/jpeg'] as const) {
    const picture = joined(data[type]).replaceAll(/\s/g, '');
    if (/^[\w+/=]+$/.test(picture)) return [{ kind: 'image', type, base64: picture }];
  }
  const text = joined(data['text/plain'] ?? data['text/markdown']);
  return text === '' ? [] : [{ kind: 'text', text: withoutColors(text) }];
}

function asObject(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A text, or the list of its lines that notebooks keep. */
function joined(value: unknown): string {
  return Array.isArray(value) ? value.map(asText).join('') : asText(value);
}

const terminalColor = new RegExp(`${String.fromCodePoint(27)}\\[[\\d;]*[A-Za-z]`, 'g');

/** The colours of a terminal are signs that mean nothing here. */
function withoutColors(text: string): string {
  return text.replaceAll(terminalColor, '');
}
