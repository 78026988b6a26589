import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { ActivityEntry } from '#contract/activity.ts';
import type { GridColumn, GridRow } from '#renderer/parts/grid/grid-types.ts';
import { whenColumn } from '#renderer/parts/when-column.tsx';
import classes from './activity.module.css';
import { readChangedFacts } from './change-facts.ts';
import { ObjectLink } from './object-link.tsx';
import { UndoControl } from './undo-control.tsx';
import { wordDeed } from './word-deed.ts';

/** As wide a table as there is room for: who and the values go before a name is cut. */
export function buildActivityColumns(
  t: TFunction,
  width: number,
  onToggle: (lineId: string) => void,
): readonly GridColumn<ActivityEntry>[] {
  const when = whenColumn<ActivityEntry>(t('changes.when'));
  const what: GridColumn<ActivityEntry> = {
    id: 'what',
    head: t('changes.what'),
    label: t('changes.what'),
    width: 'minmax(180px, 1fr)',
    cell: (row) => <WhatCell row={row} onToggle={onToggle} />,
    title: ({ item }) => wordChange(item, t),
  };
  const object: GridColumn<ActivityEntry> = {
    id: 'object',
    head: t('changes.object'),
    label: t('changes.object'),
    width: 'minmax(220px, 1.4fr)',
    cell: ({ item }) => (
      <span className={classes.object}>
        <span className="g3">{wordKind(item.entityKind, t)}</span> <ObjectLink entry={item} tabIndex={-1} />
      </span>
    ),
    title: ({ item }) => item.name ?? item.entityId,
  };
  const values: GridColumn<ActivityEntry> = {
    id: 'values',
    head: t('changes.change'),
    label: t('changes.change'),
    width: 'minmax(160px, 1.4fr)',
    cell: ({ item }) => <ChangedValues entry={item} />,
  };
  const who: GridColumn<ActivityEntry> = {
    id: 'who',
    head: t('changes.who'),
    label: t('changes.who'),
    width: 'minmax(130px, 0.9fr)',
    cell: ({ item }) => <span className="g2 ell">{wordWho(item, t)}</span>,
    title: ({ item }) => wordWho(item, t),
  };
  const undo: GridColumn<ActivityEntry> = {
    id: 'undo',
    head: '',
    label: t('changes.undo.label'),
    width: '132px',
    align: 'right',
    cell: ({ item }) => <UndoControl entry={item} tabIndex={-1} brief />,
  };
  return [when, what, object, ...(width >= 960 ? [values] : []), ...(width >= 720 ? [who] : []), undo];
}

type WhatCellProps = {
  readonly row: GridRow<ActivityEntry>;
  readonly onToggle: (lineId: string) => void;
};

/** Steps of a pipeline run stand below the line of the run, set in. */
function WhatCell({ row: { id, item, level, expanded }, onToggle }: WhatCellProps) {
  const { t } = useTranslation();
  const Chevron = expanded === true ? IconChevronDown : IconChevronRight;
  return (
    <span className={classes.what} data-level={level}>
      {expanded !== null && (
        <button
          type="button"
          tabIndex={-1}
          className={classes.chevron}
          aria-label={t(expanded ? 'changes.foldSteps' : 'changes.showSteps')}
          onClick={(event) => {
            event.stopPropagation();
            onToggle(id);
          }}
        >
          <Chevron size={14} stroke={1.5} aria-hidden="true" />
        </button>
      )}
      <span className="ell">{wordChange(item, t)}</span>
    </span>
  );
}

function ChangedValues({ entry }: { entry: ActivityEntry }) {
  const [fact, ...more] = readChangedFacts(entry.before, entry.after);
  if (fact === undefined) return <span className="g3">–</span>;
  return (
    <span className={`ell ${classes.values}`}>
      <span className="mono g3">{fact.field}</span>{' '}
      {fact.before !== null && <span className="g3">{fact.before} → </span>}
      {fact.after ?? '–'}
      {more.length > 0 && <span className="g3"> +{more.length}</span>}
    </span>
  );
}

export function wordChange({ role, action, steps }: ActivityEntry, t: TFunction): string {
  const prefix = { change: '', undo: t('changes.undo.undoOf'), redo: t('changes.undo.redoOf') }[role];
  const deed = prefix + wordDeed(action, t);
  return steps === 1 ? deed : t('changes.lastOf', { deed, count: steps });
}

export const objectKinds = [
  'experiment',
  'run',
  'view',
  'dataset',
  'model',
  'model_version',
  'logged_model',
  'trace',
  'pipeline',
  'pipeline_run',
  'batch',
  'alert',
  'transfer',
  'workspace',
] as const;

export function wordKind(kind: string, t: TFunction): string {
  const known = objectKinds.find((candidate) => candidate === kind);
  return t(`changes.kinds.${known ?? 'other'}`);
}

/** A window and the engine need no name; a command and a client say which. */
export function wordWho({ actor: { kind, name } }: ActivityEntry, t: TFunction): string {
  const who = t(`changes.actors.${kind}`);
  return kind === 'screen' || (kind === 'engine' && name === 'stile') || name === ''
    ? who
    : `${who}: ${name}`;
}
