import type { TaskRow } from './grid-rows.ts';
import type { GridColumn } from './use-grid-data.ts';

type GridFocus = { readonly row: string | null; readonly run: string | null };

export type GridTableProps = {
  readonly name: string;
  readonly rows: readonly TaskRow[];
  /** Those in view, the newest first. */
  readonly columns: readonly GridColumn[];
  readonly allColumns: readonly GridColumn[];
  /** How many newer runs stand before them. */
  readonly offset: number;
  readonly total: number;
  readonly medians: ReadonlyMap<string, number>;
  readonly medianMs: number | null;
  readonly focus: GridFocus;
  /** The place of the run among all of them comes along where it may be out of view. */
  readonly onFocus: (focus: GridFocus, index: number | null) => void;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (pipelineRunId: string) => void;
  readonly onFold: (group: string) => void;
  readonly onOpen: (pipelineRunId: string, taskId: string) => void;
  /** The width of the times beside the cells; null: there are none. */
  readonly lanePx: number | null;
};
