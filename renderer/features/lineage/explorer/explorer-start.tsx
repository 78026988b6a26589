import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { EmptyState } from '#renderer/parts/empty-state.tsx';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { lineageSearchQuery } from '../queries.ts';
import classes from './explorer.module.css';
import { kindOf } from './graph-view.ts';
import { lineageIcons } from './lineage-icons.ts';
import { wordNode } from './word-node.ts';

type ExplorerStartProps = { readonly onPick: (uri: string) => void };

const shown = 12;
/** What people look for; deeds between them are found by the search. */
const things = ['DatasetVersion', 'ModelVersion', 'Batch', 'Alert', 'Run'];

/** Before something is chosen: what was recorded last. */
export function ExplorerStart({ onPick }: ExplorerStartProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const last = useQuery(lineageSearchQuery(bridge.client, '', things));
  if (last.data === undefined)
    return last.isError ? (
      <PageProblem
        title={t('lineageMap.loadFailed')}
        error={last.error}
        onRetry={() => void last.refetch()}
      />
    ) : (
      <StillBars />
    );
  if (last.data.length === 0)
    return (
      <EmptyState
        title={t('lineageMap.noneTitle')}
        lines={[t('lineageMap.noneText'), t('lineageMap.noneText2')]}
      />
    );
  return (
    <section className={classes.start} aria-labelledby="lineage-last">
      <h2 id="lineage-last" className={classes.startTitle}>
        {t('lineageMap.startTitle')}
      </h2>
      <p className="g2">{t('lineageMap.startText')}</p>
      <ul className={classes.startList}>
        {last.data.slice(0, shown).map((hit) => {
          const HitIcon = lineageIcons[kindOf(hit)];
          return (
            <li key={hit.uri}>
              <button type="button" className={classes.startItem} onClick={() => onPick(hit.uri)}>
                <HitIcon size={16} stroke={1.5} aria-hidden="true" />
                <span className="ell grow" translate="no">
                  {wordNode(hit, t)}
                </span>
                <span className="g3 sm">{t(`lineageMap.kinds.${kindOf(hit)}`)}</span>
                <span className={`g3 sm ${classes.optionTime}`}>
                  <RelativeTime at={hit.at} />
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
