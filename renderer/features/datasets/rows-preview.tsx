import { useQuery } from '@tanstack/react-query';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { DatasetVersion } from '#contract/datasets.ts';
import { useApp } from '#renderer/app-context.ts';
import { formatCount } from '#renderer/parts/numbers.ts';
import { Panel } from '#renderer/parts/panel.tsx';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import classes from './datasets.module.css';
import { datasetRowsQuery } from './queries.ts';

/** The first rows of a version. Long texts are cut; the cell with the focus shows all of its text. */
export function RowsPreview({ version }: { version: DatasetVersion }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const locale = useLocale();
  const rows = useQuery(datasetRowsQuery(bridge.client, version.name, version.version));
  const sub =
    rows.data === undefined
      ? undefined
      : t('datasets.previewOf', {
          shown: rows.data.rows.length,
          rows: formatCount(version.rows ?? 0, locale),
        });
  return (
    <Panel title={t('datasets.preview')} sub={sub} foot={t('datasets.previewHint')}>
      {rows.data !== undefined ? (
        <RowGrid columns={rows.data.columns} rows={rows.data.rows} />
      ) : rows.isError ? (
        <div className={classes.none}>
          <InlineProblem error={rows.error} />
        </div>
      ) : (
        <StillBars rows={4} />
      )}
    </Panel>
  );
}

type RowGridProps = {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
};

function RowGrid({ columns, rows }: RowGridProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.rowScroll}>
      <table
        role="grid"
        className={classes.rows}
        aria-label={t('datasets.preview')}
        translate="no"
        onKeyDown={moveFocus}
      >
        <thead>
          <tr>
            {columns.map((name, index) => (
              <th key={index} scope="col" className="mono">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, line) => (
            <tr key={line}>
              {columns.map((_name, place) => (
                <td key={place} tabIndex={line === 0 && place === 0 ? 0 : -1} title={row[place] ?? undefined}>
                  {row[place] ?? <span className="g3">–</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-10, 0],
  PageDown: [10, 0],
  Home: [0, -Infinity],
  End: [0, Infinity],
};

/** Arrow keys go from cell to cell: one stop for Tab, however many cells there are. */
function moveFocus(event: KeyboardEvent<HTMLTableElement>): void {
  const step = steps[event.key];
  const cell = event.target instanceof Element ? event.target.closest('td') : null;
  const line = cell?.parentElement;
  const body = line?.parentElement;
  if (step === undefined || cell === null || !line || !body) return;
  event.preventDefault();
  const lines = [...body.children];
  const next = lines[within(lines.indexOf(line) + step[0], lines.length)];
  const place = within(cell.cellIndex + step[1], line.children.length);
  const target = next?.children[place];
  if (target instanceof HTMLElement) target.focus();
}

function within(place: number, count: number): number {
  return Math.min(count - 1, Math.max(0, place));
}
