import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Significance } from '#contract/comparison.ts';
import { useApp } from '#renderer/app-context.ts';
import { Panel } from '#renderer/parts/panel.tsx';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import type { CompareTabProps } from './compare-tab-props.ts';
import classes from './compare.module.css';
import { ForestPlot } from './forest-plot.tsx';
import { PairedVerdict } from './paired-verdict.tsx';
import { significanceQuery } from './queries.ts';
import { useCompareSet } from './use-compare-set.ts';

/** More intervals than this stand on their own page. */
const mostIntervals = 6;

/** Whether the runs differ from the baseline by more than chance, in a drawing and a sentence. */
export function RealPanel({ comparison, shown }: CompareTabProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const ids = comparison.runs.map(({ runId }) => runId);
  const { data, error } = useQuery(significanceQuery(bridge.client, ids, shown.baseline?.runId));
  const nameOf = (runId: string): string =>
    comparison.runs.find((run) => run.runId === runId)?.name ?? runId.slice(0, 8);
  const items = (data?.comparisons ?? []).slice(0, mostIntervals);
  const most = items.reduce((n, item) => Math.max(n, item.n), 0);
  return (
    <Panel
      title={t('compare.real.question')}
      sub={items.length === 0 ? undefined : t('compare.real.paired', { n: most })}
      foot={
        data === undefined ? undefined : <Answer found={data} isTested={items.length > 0} nameOf={nameOf} />
      }
    >
      {error !== null && data === undefined ? (
        <InlineProblem error={error} />
      ) : data === undefined ? (
        <StillBars rows={3} />
      ) : (
        items.length > 0 && (
          <>
            <p className={classes.about}>
              {t('compare.real.about', {
                base: nameOf(data.baseline),
                metric: data.metric ?? '',
                unit: data.metric === 'accuracy' ? `, ${t('compare.points')}` : '',
              })}
            </p>
            <ForestPlot
              items={items}
              scale={data.metric === 'accuracy' ? 100 : 1}
              nameOf={nameOf}
              styleOf={shown.styleOf}
            />
          </>
        )
      )}
    </Panel>
  );
}

type AnswerProps = {
  readonly found: Significance;
  readonly isTested: boolean;
  readonly nameOf: (runId: string) => string;
};

/** What the drawing comes to, and the way to how it was tested. */
function Answer({ found, isTested, nameOf }: AnswerProps) {
  const { t } = useTranslation();
  const { change } = useCompareSet();
  const isSure = found.comparisons.some(({ verdict }) => verdict !== 'unclear');
  return (
    <div className={classes.answer}>
      {isTested && <StatusGlyph shape={isSure ? 'finished' : 'queued'} />}
      <div>
        {isTested ? (
          <PairedVerdict
            items={found.comparisons}
            base={nameOf(found.baseline)}
            nameOf={nameOf}
            className={classes.answerText}
          />
        ) : (
          <p>
            {found.table === null
              ? `${t('compare.real.noTable', { base: nameOf(found.baseline) })} ${t('compare.real.otherBaseline')}`
              : t('compare.real.untested', { base: nameOf(found.baseline) })}
          </p>
        )}
        <button type="button" className={classes.link} onClick={() => change({ tab: 'significance' }, false)}>
          {t(isTested ? 'compare.real.more' : 'compare.real.why')}
        </button>
      </div>
    </div>
  );
}
