import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Alert, Batch, BatchCheck } from '#contract/monitoring.ts';
import { formatCount } from '#renderer/parts/numbers.ts';
import { Panel } from '#renderer/parts/panel.tsx';
import table from '#renderer/parts/plain-table.module.css';
import { Sparkline } from '#renderer/parts/sparkline.tsx';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import type { GlyphShape } from '#renderer/parts/status-glyph.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { LineageLink } from '../lineage/index.ts';
import { formatSignal } from '../alerts/index.ts';
import classes from './monitoring.module.css';
import { signalCourse } from './trends.ts';

type ChecksTableProps = {
  readonly batch: Batch;
  /** The batches up to this one, newest first. */
  readonly batches: readonly Batch[];
  readonly alerts: readonly Alert[];
};

/** Every signal of a batch against its limits, those over them first. */
export function ChecksTable({ batch, batches, alerts }: ChecksTableProps) {
  const { t } = useTranslation();
  const label = t('monitoring.checks', { id: batch.batchId });
  const until = batches.filter(({ batchId }) => batchId <= batch.batchId);
  const rank: Record<BatchCheck['verdict'], number> = { alert: 0, ok: 1, not_evaluated: 2 };
  const checks = batch.checks.toSorted((a, b) => rank[a.verdict] - rank[b.verdict]);
  const heads = ['value', 'limit', 'expected'] as const;
  return (
    <Panel
      title={label}
      sub={checks.length > 0 && t('monitoring.checksSub', { n: batch.rows, version: batch.modelVersion })}
      aside={<LineageLink uri={`batches:/${String(batch.batchId)}`} />}
    >
      {checks.length === 0 ? (
        <p className={classes.none}>{t('monitoring.notChecked')}</p>
      ) : (
        <div className={classes.wide} tabIndex={0} role="group" aria-label={label}>
          <table className={`${table.table} ${table.inPanel}`} aria-label={label}>
            <thead>
              <tr>
                <th>{t('monitoring.check')}</th>
                {heads.map((head) => (
                  <th key={head} className={`${table.right} ${head === 'expected' ? classes.spare : ''}`}>
                    {t(`monitoring.${head}`)}
                  </th>
                ))}
                <th className={classes.apart}>{t('monitoring.method')}</th>
                <th className={table.right}>{t('monitoring.n')}</th>
                <th className={classes.apart}>{t('monitoring.trend')}</th>
                <th>{t('monitoring.verdict')}</th>
              </tr>
            </thead>
            <tbody>
              {checks.map((check) => (
                <CheckLine
                  key={check.signal}
                  check={check}
                  course={signalCourse(until, check.signal)}
                  alert={alerts.find(
                    ({ alertId, signal }) => signal === check.signal && batch.alertIds.includes(alertId),
                  )}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

const shapes: Readonly<Record<BatchCheck['verdict'], GlyphShape>> = {
  alert: 'warning',
  ok: 'finished',
  not_evaluated: 'queued',
};

type CheckLineProps = {
  readonly check: BatchCheck;
  readonly course: readonly number[];
  readonly alert: Alert | undefined;
};

function CheckLine({ check, course, alert }: CheckLineProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { signal, value, expected, verdict, method, n } = check;
  const name = t(`signals.${signal}`);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className={`${table.right} ${verdict === 'alert' ? classes.over : ''}`}>
        {formatSignal(signal, value, locale)}
      </td>
      <td className={table.right}>{wordLimits(check, locale, t)}</td>
      <td className={`${table.right} ${classes.spare} g3`}>
        {expected === null ? '–' : formatSignal(signal, expected, locale)}
      </td>
      <td className={`${classes.apart} g2`}>{wordMethod(method, t)}</td>
      <td className={`${table.right} g3`}>{formatCount(n, locale)}</td>
      <td className={classes.apart}>
        <Sparkline
          values={course}
          tone={verdict === 'alert' ? 'warn' : 'quiet'}
          label={t('monitoring.trendOf', { signal: name })}
        />
      </td>
      <td>
        <span className={classes.verdict}>
          <StateLabel shape={shapes[verdict]}>{t(`monitoring.verdicts.${verdict}`)}</StateLabel>
          {alert !== undefined && (
            <Link
              to="/alerts"
              search={{ alert: alert.alertId, ...(alert.state === 'resolved' ? { state: 'resolved' } : {}) }}
              className={classes.link}
            >
              {t('monitoring.alertLink', { id: alert.alertId })}
            </Link>
          )}
        </span>
      </td>
    </tr>
  );
}

function wordLimits({ signal, lower, upper }: BatchCheck, locale: string, t: TFunction): string {
  const word = (value: number): string => formatSignal(signal, value, locale);
  if (lower !== null && upper !== null)
    return t('monitoring.between', { lower: word(lower), upper: word(upper) });
  if (upper !== null) return t('monitoring.atMost', { value: word(upper) });
  return lower === null ? t('monitoring.noLimit') : t('monitoring.atLeast', { value: word(lower) });
}

const methods = ['resampled', 'recent_batches', 'no_reference', 'too_few_rows', 'too_few_batches'] as const;

/** A method that this version does not know keeps its own name. */
function wordMethod(method: string, t: TFunction): string {
  const known = methods.find((candidate) => candidate === method);
  return known === undefined ? method : t(`monitoring.methods.${known}`);
}
