import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Batch } from '#contract/monitoring.ts';
import { formatUnit } from '#renderer/parts/figures.ts';
import { formatCount } from '#renderer/parts/numbers.ts';
import { Panel } from '#renderer/parts/panel.tsx';
import table from '#renderer/parts/plain-table.module.css';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import type { GlyphShape } from '#renderer/parts/status-glyph.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { batchState } from './health.ts';
import type { BatchState } from './health.ts';
import classes from './monitoring.module.css';

type BatchesTableProps = {
  readonly model: string;
  readonly batches: readonly Batch[];
  readonly chosen: number;
};

/** The newest batches; choosing one shows its checks. */
export function BatchesTable({ model, batches, chosen }: BatchesTableProps) {
  const { t } = useTranslation();
  const label = t('monitoring.batches');
  const figures = ['oov', 'confidence', 'labels', 'accuracy'] as const;
  return (
    <Panel title={label} sub={batches.length}>
      <div className={classes.wide} tabIndex={0} role="group" aria-label={label}>
        <table className={`${table.table} ${table.inPanel}`} aria-label={label}>
          <thead>
            <tr>
              <th>{t('monitoring.batch')}</th>
              <th>{t('monitoring.arrived')}</th>
              <th>{t('monitoring.source')}</th>
              <th>{t('monitoring.version')}</th>
              <th className={table.right}>{t('monitoring.rows')}</th>
              {figures.map((figure) => (
                <th key={figure} className={table.right}>
                  {t(`monitoring.${figure}`)}
                </th>
              ))}
              <th className={classes.apart}>{t('monitoring.verdict')}</th>
            </tr>
          </thead>
          <tbody>
            {batches.map((batch) => (
              <BatchLine
                key={batch.batchId}
                model={model}
                batch={batch}
                isChosen={batch.batchId === chosen}
              />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

const shapes: Readonly<Record<BatchState['kind'], GlyphShape>> = {
  ok: 'finished',
  over: 'warning',
  unjudged: 'queued',
  unchecked: 'queued',
};

type BatchLineProps = { readonly model: string; readonly batch: Batch; readonly isChosen: boolean };

function BatchLine({ model, batch, isChosen }: BatchLineProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const state = batchState(batch);
  const isOver = (signal: string): string =>
    batch.checks.some((check) => check.signal === signal && check.verdict === 'alert')
      ? (classes['over'] ?? '')
      : '';
  return (
    <tr className={classes.row} data-current={isChosen || undefined}>
      <th scope="row">
        <Link
          to="/monitoring/$model"
          params={{ model }}
          search={({ rows }) => ({ batch: batch.batchId, ...(rows === undefined ? {} : { rows }) })}
          className={classes.choose}
          aria-label={t('monitoring.chooseBatch', { id: batch.batchId })}
          aria-current={isChosen || undefined}
          resetScroll={false}
        >
          {batch.batchId}
        </Link>
      </th>
      <td className="g3">
        <RelativeTime at={batch.createdAt} />
      </td>
      <td translate="no">{batch.source}</td>
      <td>{t('models.v', { version: batch.modelVersion })}</td>
      <td className={table.right}>{formatCount(batch.rows, locale)}</td>
      <td className={`${table.right} ${isOver('oov_share')}`}>{formatUnit(batch.oovShare, locale)}</td>
      <td className={`${table.right} ${isOver('mean_confidence')}`}>
        {formatUnit(batch.meanConfidence, locale)}
      </td>
      <td className={`${table.right} g3`}>
        {t('monitoring.labelsOf', { labelled: batch.labelled, rows: batch.rows })}
      </td>
      <td className={table.right}>{batch.accuracy === null ? '–' : formatUnit(batch.accuracy, locale)}</td>
      <td className={classes.apart}>
        <span className={classes.verdict}>
          <StateLabel shape={shapes[state.kind]}>{wordState(state, t)}</StateLabel>
        </span>
      </td>
    </tr>
  );
}

function wordState(state: BatchState, t: TFunction): string {
  return state.kind === 'over'
    ? t('monitoring.states.over', { count: state.signals })
    : t(`monitoring.states.${state.kind}`);
}
