import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { useNow, useTicking } from '#renderer/parts/clock.ts';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import { formatDuration, formatSince } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { pipelineRunShapes } from '../states.tsx';
import { niceTop } from './grid-rows.ts';
import classes from './grid.module.css';
import type { GridColumn } from './use-grid-data.ts';

type GridHeadProps = {
  /** The oldest first, as they stand. */
  readonly columns: readonly GridColumn[];
  readonly shown: string | null;
  readonly isHeadFocused: boolean;
  readonly domId: string;
  readonly medianMs: number | null;
  readonly selected: ReadonlySet<string>;
  readonly onFocus: (pipelineRunId: string) => void;
  readonly onSelect: (pipelineRunId: string) => void;
  readonly children: ReactNode;
};

/** The bars' greatest height, in px. */
const barPx = 56;

/** How long each run took, with the median as a line, and how it ended. */
export function GridHead(props: GridHeadProps) {
  const { columns, medianMs } = props;
  const { t } = useTranslation();
  const locale = useLocale();
  const isLive = columns.some(({ startedAt, endedAt }) => startedAt !== null && endedAt === null);
  const now = useTicking(1000, isLive);
  const times = columns.map(({ startedAt, endedAt }) =>
    startedAt === null ? 0 : (endedAt ?? now) - startedAt,
  );
  const top = niceTop(Math.max(1, ...times));
  const heightOf = (ms: number): number => Math.max(ms > 0 ? 2 : 0, Math.round((ms / top) * barPx));
  return (
    <div role="rowgroup" className={classes.head}>
      <div role="row" aria-rowindex={1} className={classes.headRow}>
        <div role="columnheader" className={classes.corner}>
          <span className={classes.top}>{formatDuration(top, locale)}</span>
          {medianMs !== null && (
            <span className={classes.medianWord} style={{ bottom: heightOf(medianMs) + 24 }}>
              {t('pipelineRuns.grid.median', { time: formatDuration(medianMs, locale) })}
            </span>
          )}
          <span className={classes.cornerTask}>{t('pipelineRuns.task')}</span>
        </div>
        {columns.map((column, i) => (
          <RunHead
            key={column.pipelineRunId}
            {...props}
            column={column}
            ms={times[i] ?? 0}
            height={heightOf(times[i] ?? 0)}
          />
        ))}
        {medianMs !== null && (
          <span
            className={classes.median}
            style={{ bottom: heightOf(medianMs) + 24, width: columns.length * 22 }}
            aria-hidden="true"
          />
        )}
        <div role="columnheader" className={classes.headLane}>
          {props.children}
          <span className={classes.hidden}>{t('pipelineRuns.gantt.time')}</span>
        </div>
      </div>
    </div>
  );
}

type RunHeadProps = GridHeadProps & {
  readonly column: GridColumn;
  readonly ms: number;
  readonly height: number;
};

function RunHead({
  column,
  ms,
  height,
  shown,
  isHeadFocused,
  domId,
  selected,
  onFocus,
  onSelect,
}: RunHeadProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useNow();
  const shape = pipelineRunShapes[column.state];
  const said = t('pipelineRuns.grid.run', {
    at: formatSince(column.logicalAt, now, locale),
    state: t(`pipelineRunStates.${column.state}`),
    time: formatDuration(ms, locale),
  });
  const isShown = shown === column.pipelineRunId;
  return (
    <div
      id={`${domId}${column.pipelineRunId} `}
      role="columnheader"
      className={classes.runHead}
      aria-selected={selected.has(column.pipelineRunId)}
      data-shown={isShown || undefined}
      data-focus={(isShown && isHeadFocused) || undefined}
      title={said}
      onClick={(event) => {
        onFocus(column.pipelineRunId);
        if (event.shiftKey || event.ctrlKey || event.metaKey) onSelect(column.pipelineRunId);
      }}
    >
      <span className={classes.hidden}>{said}</span>
      <span className={classes.runBar} data-shape={shape} style={{ height }} />
      <span className={classes.runGlyph}>
        <StatusGlyph shape={shape} size={12} />
      </span>
    </div>
  );
}
