import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AliasHolder } from '#contract/promotion.ts';
import { wordActor } from '#renderer/i18n/word-actor.ts';
import { AliasTag } from '#renderer/parts/alias-tag.tsx';
import { useNow } from '#renderer/parts/clock.ts';
import table from '#renderer/parts/plain-table.module.css';
import { formatDuration, formatMoment, formatSince } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import classes from './models.module.css';

type HolderTableProps = { readonly name: string; readonly holders: readonly AliasHolder[] };

/** Who held which alias from when until when, by whom and why: the chart in words, newest first. */
export function HolderTable({ name, holders }: HolderTableProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useNow();
  const title = t('registry.lanes.table');
  if (holders.length === 0) return <p className={classes.none}>{t('registry.lanes.nobody')}</p>;
  return (
    <div className={classes.wideTable} tabIndex={0} role="group" aria-label={title}>
      <table className={`${table.table} ${table.inPanel}`} aria-label={title}>
        <thead>
          <tr>
            {(['alias', 'version', 'from', 'until', 'time', 'by', 'reason'] as const).map((column) => (
              <th key={column}>{t(`registry.lanes.columns.${column}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {holders.map(({ alias, version, from, to, by, reason, move }) => (
            <tr key={`${alias} ${String(from)} ${String(version)}`}>
              <td>
                <AliasTag alias={alias} />
              </td>
              <th scope="row">
                <Link
                  to="/models/$name/versions/$version"
                  params={{ name, version: String(version) }}
                  className={table.link}
                >
                  {t('models.v', { version })}
                </Link>
              </th>
              <td title={formatMoment(from)}>{formatSince(from, now, locale)}</td>
              <td title={to === null ? undefined : formatMoment(to)}>
                {to === null ? t('registry.lanes.now') : formatSince(to, now, locale)}
              </td>
              <td>{formatDuration((to ?? now) - from, locale)}</td>
              <td>{wordActor(by, t)}</td>
              <td className={classes.reasonCell}>
                {move === 'rollback' && <span className="g3">{t('registry.chart.rolledBack')}: </span>}
                <span translate="no">{reason === '' ? '–' : reason}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
