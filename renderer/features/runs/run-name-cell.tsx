import { IconChevronDown, IconChevronRight, IconPin } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { Run } from '#contract/entities.ts';
import { AliasTag } from '#renderer/parts/alias-tag.tsx';
import type { GridRow } from '#renderer/parts/grid/grid-types.ts';
import { RowLink } from '#renderer/parts/grid/row-link.tsx';
import { formatCount } from '#renderer/parts/numbers.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import classes from './run-name-cell.module.css';

type RunNameCellProps = {
  readonly t: TFunction;
  readonly row: GridRow<Run>;
  readonly onToggle: (runId: string) => void;
  /** Of versions that this run made. */
  readonly aliases?: readonly string[] | undefined;
  readonly isPinned?: boolean | undefined;
};

/** From this level on the number of the level stands before the name, so that names stay readable. */
const deepestIndent = 5;

/** The name, how many runs are inside, and the sign that unfolds them. */
export function RunNameCell({ t, row, onToggle, aliases, isPinned }: RunNameCellProps) {
  const locale = useLocale();
  const { item: run, expanded, level } = row;
  const Chevron = expanded === true ? IconChevronDown : IconChevronRight;
  return (
    <span className={classes.cell} style={{ paddingLeft: Math.min(level - 1, deepestIndent) * 16 }}>
      {level - 1 > deepestIndent && <span className="g3 sm">{formatCount(level, locale)}</span>}
      {expanded !== null && (
        <button
          type="button"
          tabIndex={-1}
          className={classes.chevron}
          aria-label={
            expanded ? t('runs.collapse', { name: run.name }) : t('runs.expand', { name: run.name })
          }
          onClick={() => onToggle(run.runId)}
        >
          <Chevron size={14} stroke={1.5} aria-hidden="true" />
        </button>
      )}
      {isPinned === true && (
        <IconPin
          size={14}
          stroke={1.5}
          className={classes.pin}
          aria-label={t('runTable.pinned')}
          role="img"
        />
      )}
      <RowLink
        path={['experiments', run.experimentId, 'runs', run.runId]}
        className={classes.name}
        title={run.name}
      >
        {run.name}
      </RowLink>
      {aliases?.map((alias) => (
        <AliasTag key={alias} alias={alias} />
      ))}
      {run.childCount > 0 && (
        <span className="g3 sm" title={t('runs.children', { count: run.childCount })}>
          {formatCount(run.childCount, locale)}
        </span>
      )}
    </span>
  );
}
