import { getRouteApi } from '@tanstack/react-router';
import { useId } from 'react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { AliasTag } from '#renderer/parts/alias-tag.tsx';
import { useNow } from '#renderer/parts/clock.ts';
import { formatDuration, formatSince } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import classes from './alias-lanes.module.css';
import { chartEdges, placeOf, spanOf } from './chart-time.ts';
import type { Lane, LaneBar } from './chart-time.ts';
import { useRowKeys } from './use-row-keys.ts';

const route = getRouteApi('/models/$name');

type AliasLanesProps = {
  readonly lanes: readonly Lane[];
  /** The moment at the left edge. */
  readonly first: number;
};

const leastBar = '30px';

/** Who held the other aliases when, and which version answered requests, over the same time as the chart above. */
export function AliasLanes({ lanes, first }: AliasLanesProps) {
  const { t } = useTranslation();
  const navigate = route.useNavigate();
  const onKeyDown = useRowKeys();
  const now = useNow();
  const span = spanOf(first, now);
  const word = useBarWords();
  // Names of aliases may hold what an id must not.
  const id = useId();
  const edges = { '--left': `${String(chartEdges.left)}px`, '--right': `${String(chartEdges.right)}px` };
  return (
    <div className={classes.lanes} style={edges as CSSProperties} onKeyDown={onKeyDown}>
      {lanes.map(({ alias, bars }, place) => (
        <div key={alias ?? ''} className={classes.lane}>
          <span className={classes.name} id={`${id}${String(place)}`}>
            {alias === null ? t('registry.lanes.requests') : <AliasTag alias={alias} />}
          </span>
          <ul className={classes.bars} aria-labelledby={`${id}${String(place)}`}>
            {bars.map((bar) => {
              const start = placeOf(bar.from, first, span);
              const width = placeOf(bar.to ?? now, first, span) - start;
              return (
                <li
                  key={bar.id}
                  // What began a moment ago keeps room for its name, and stays within the time of the chart.
                  style={{
                    left: `min(${String(start * 100)}%, calc(100% - ${leastBar}))`,
                    width: `max(${leastBar}, ${String(width * 100)}%)`,
                  }}
                >
                  <button
                    type="button"
                    className={classes.bar}
                    data-tone={bar.tone}
                    data-row={bar.id}
                    aria-label={word(bar)}
                    title={word(bar)}
                    onClick={() => void navigate({ search: (search) => ({ ...search, v: bar.version }) })}
                  >
                    {t('models.v', { version: bar.version })}
                  </button>
                </li>
              );
            })}
          </ul>
        </div>
      ))}
    </div>
  );
}

/** A bar in words: which version, since when, how long, and why or with what. */
function useBarWords(): (bar: LaneBar) => string {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useNow();
  return ({ version, from, to, holder, served }) => {
    const said = t(to === null ? 'registry.lanes.lasting' : 'registry.lanes.over', {
      version,
      at: formatSince(from, now, locale),
      time: formatDuration((to ?? now) - from, locale),
    });
    if (served !== null) {
      const errors =
        served.errors === 0
          ? t('registry.events.noErrors')
          : t('registry.events.errors', { count: served.errors });
      return `${said}, ${t('registry.lanes.answered', { count: served.requests })}, ${errors}`;
    }
    return holder === null || holder.reason === '' ? said : `${said}: ${holder.reason}`;
  };
}
