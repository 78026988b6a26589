import { useState } from 'react';
import type { ModelVersion } from '#contract/registry.ts';
import { parseRows, readForm, toCells } from './parse-rows.ts';
import type { RowsResult } from './parse-rows.ts';
import type { Json, RowProblem } from './read-cell.ts';
import { namedColumns } from './read-signature.ts';
import type { SignatureLine } from './read-signature.ts';

/** How rows are given: a field for each value, or as a text. */
export type Mode = 'form' | 'text';
export type Cells = readonly (readonly string[])[];

/** Rows of the example that a form begins with. */
const firstRows = 3;

/** The rows that a person is about to ask about, in either form; the example of the model is there at first. */
export function useRows(version: ModelVersion, example: string | null) {
  const columns = namedColumns(version);
  const start = readExample(example, columns);
  const [mode, setMode] = useState<Mode>(columns === null ? 'text' : 'form');
  const [cells, setCells] = useState<Cells>(() => startCells(start, columns));
  const [text, setText] = useState(() => showRows(start));
  const [problem, setProblem] = useState<RowProblem | null>(null);

  function read(): RowsResult {
    return mode === 'form' && columns !== null ? readForm(cells, columns) : parseRows(text, columns);
  }
  function show(nextCells: Cells, nextText: string): void {
    setCells(nextCells);
    setText(nextText);
    setProblem(null);
  }
  return {
    mode,
    cells,
    text,
    problem,
    hasExample: start.length > 0,
    read,
    refuse: setProblem,
    setCells: (next: Cells) => show(next, text),
    setText: (next: string) => show(cells, next),
    add: () => show([...cells, (columns ?? []).map(() => '')], text),
    putExample: () => show(startCells(start, columns), showRows(start)),
    /** What was written in one way is there in the other, where it can be read. */
    change: (next: Mode) => {
      const result = read();
      if ('rows' in result && columns !== null) show(toCells(result.rows, columns), showRows(result.rows));
      setProblem(null);
      setMode(next);
    },
  };
}

function readExample(example: string | null, columns: readonly SignatureLine[] | null): readonly Json[] {
  if (example === null) return [];
  const result = parseRows(example, columns);
  return 'rows' in result ? result.rows.slice(0, firstRows) : [];
}

function startCells(rows: readonly Json[], columns: readonly SignatureLine[] | null): Cells {
  if (columns === null) return [];
  return rows.length === 0 ? [columns.map(() => '')] : toCells(rows, columns);
}

/** A row a line, so that one can be told from the next. */
function showRows(rows: readonly Json[]): string {
  return rows.length === 0 ? '' : `[\n${rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]`;
}
