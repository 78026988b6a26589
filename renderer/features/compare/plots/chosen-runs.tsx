import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparedRun, RunComparison } from '#contract/comparison.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { writeRunSet } from '../run-set.ts';
import { useCompareSet } from '../use-compare-set.ts';
import { useTableWindow } from '../use-table-window.ts';
import type { Dim } from './dims.ts';
import classes from './plots.module.css';
import type { ColorOf } from './run-colors-by.ts';
import { wordDim } from './scales.ts';

type ChosenRunsProps = {
  readonly comparison: RunComparison;
  /** Places of the runs, in the order of the table. */
  readonly places: readonly number[];
  /** Of how many runs they were chosen. */
  readonly of: number;
  readonly dims: readonly Dim[];
  readonly colorOf: ColorOf;
  readonly hovered: number | null;
  readonly onHover: (place: number | null) => void;
};

const rowHeight = 28;

/** The runs that a picture above was narrowed down to, live; from here they can become the whole comparison. */
export function ChosenRuns(props: ChosenRunsProps) {
  const { comparison, places, of, dims, colorOf, hovered, onHover } = props;
  const { t } = useTranslation();
  const locale = useLocale();
  const { change } = useCompareSet();
  const scroller = useRef<HTMLDivElement>(null);
  const { firstRow, lastRow } = useTableWindow(scroller, {
    rows: places.length,
    rowHeight,
    columns: 1,
    columnWidth: (width) => Math.max(1, width),
  });
  const columns = {
    gridTemplateColumns: `minmax(180px, 1.6fr) repeat(${String(dims.length)}, minmax(96px, 1fr))`,
  };
  const canKeep = places.length >= 2 && places.length < of;
  return (
    <section className={classes.chosen} aria-label={t('compare.plots.chosen')}>
      <header className={classes.chosenHead}>
        <span role="status">{t('compare.plots.chosenOf', { count: of, shown: places.length })}</span>
        {canKeep && (
          <Button
            size="compact-xs"
            onClick={() =>
              change(
                {
                  runs: writeRunSet(places.flatMap((place) => comparison.runs[place]?.runId ?? [])),
                  hidden: undefined,
                },
                false,
              )
            }
          >
            {t('compare.plots.keep', { count: places.length })}
          </Button>
        )}
      </header>
      <div
        ref={scroller}
        className={classes.rows}
        role="table"
        aria-label={t('compare.plots.chosen')}
        aria-rowcount={places.length + 1}
        tabIndex={0}
      >
        <div role="rowgroup" className={classes.rowsHead}>
          <div role="row" className={classes.row} style={columns}>
            <span role="columnheader">{t('compare.real.run')}</span>
            {dims.map(({ id, key }) => (
              <span key={id} role="columnheader" className={classes.headKey} title={key} translate="no">
                {key}
              </span>
            ))}
          </div>
        </div>
        <div role="rowgroup" style={{ height: places.length * rowHeight }}>
          <div role="presentation" style={{ height: firstRow * rowHeight }} />
          {places.slice(firstRow, lastRow).map((place, i) => (
            <div
              key={place}
              role="row"
              aria-rowindex={firstRow + i + 2}
              className={classes.row}
              style={columns}
              data-hovered={place === hovered || undefined}
              onPointerEnter={() => onHover(place)}
              onPointerLeave={() => onHover(null)}
            >
              <RunCell
                run={comparison.runs[place]}
                color={colorOf(place).color}
                onFocus={() => onHover(place)}
              />
              {dims.map((dim) => (
                <span key={dim.id} role="cell" className={classes.cell}>
                  {wordDim(dim, dim.values[place] ?? null, locale)}
                </span>
              ))}
            </div>
          ))}
        </div>
      </div>
    </section>
  );
}

function RunCell({
  run,
  color,
  onFocus,
}: {
  run: ComparedRun | undefined;
  color: string;
  onFocus: () => void;
}) {
  if (run === undefined) return null;
  return (
    <span role="rowheader" className={classes.runCell}>
      <span className={classes.dot} style={{ background: color }} aria-hidden="true" />
      <Link
        to="/experiments/$experimentId/runs/$runId"
        params={{ experimentId: run.experimentId, runId: run.runId }}
        className={classes.runLink}
        title={run.name}
        onFocus={onFocus}
      >
        {run.name}
      </Link>
    </span>
  );
}
