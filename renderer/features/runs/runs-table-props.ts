import type { RunsSearch } from '#renderer/search-params.ts';
import type { RunsModel } from './use-runs-model.ts';
import type { Selection } from './use-selection.ts';

export type RunsTableProps = {
  readonly model: RunsModel;
  readonly name: string;
  readonly shownId: string | undefined;
  readonly selection: Selection;
  readonly onChange: (next: Partial<RunsSearch>, replace?: boolean) => void;
  readonly onFilter: () => void;
  /** Opens what the key of an act opens: the tag of the selection, the groups. */
  readonly onTag: () => void;
  readonly onGroup: () => void;
  readonly onRemove: (runIds: readonly string[] | null) => void;
};
