import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { TextDiff } from '#renderer/parts/diff/text-diff.tsx';
import type { CompareTabProps } from '../compare-tab-props.ts';
import { useCompareSet } from '../use-compare-set.ts';
import { FormPicker } from './artifacts-tab.tsx';
import classes from './diffs.module.css';
import { configDiffQuery } from './queries.ts';
import { pairKey, PairPicker, usePair } from './run-pair.tsx';

/** What two runs were made with: params, datasets, environment, tags and packages as one text. */
export function ConfigTab(props: CompareTabProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { search } = useCompareSet();
  const pair = usePair(props);
  const { data, error, isError, refetch } = useQuery(configDiffQuery(bridge.client, pair));
  return (
    <div className={classes.page}>
      <div className={classes.bar}>
        <PairPicker comparison={props.comparison} pair={pair} />
        <span className="sm g3">{t('compare.diffs.configAbout')}</span>
        <FormPicker path="" />
      </div>
      {isError && data === undefined ? (
        <PageProblem title={t('compare.diffs.failed')} error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <StillBars rows={10} />
      ) : (
        <div className={classes.pane}>
          <TextDiff
            key={pairKey(pair)}
            chunks={data.chunks}
            form={search.form === 'unified' ? 'unified' : 'split'}
            names={[pair[0].name, pair[1].name]}
            command="stile run diff"
            label={t('compare.tabs.config')}
          />
        </div>
      )}
    </div>
  );
}
