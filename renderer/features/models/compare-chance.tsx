import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PairedComparison } from '#contract/comparison.ts';
import type { ModelVersion } from '#contract/registry.ts';
import { useApp } from '#renderer/app-context.ts';
import { keys } from '#renderer/bridge/keys.ts';
import { withMinus } from '#renderer/parts/figures.ts';
import { formatCount } from '#renderer/parts/numbers.ts';
import { Panel } from '#renderer/parts/panel.tsx';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { signedFormat } from './metric-delta.tsx';
import classes from './models.module.css';

/** Whether versions differ from the first by more than chance, from what their runs predicted for the same rows. */
export function CompareChance({ versions }: { versions: readonly ModelVersion[] }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const baseline = versions[0]?.runId ?? null;
  const runs = [...new Set(versions.flatMap(({ runId }) => runId ?? []))];
  const canAsk = baseline !== null && runs.length > 1;
  const found = useQuery({
    queryKey: [...keys.comparison, 'versions', ...runs],
    queryFn: ({ signal }) =>
      bridge.client.comparison.significance({ runs, baseline: baseline ?? '' }, { signal }),
    enabled: canAsk,
    retry: false,
  });
  if (!canAsk) return null;
  const comparisons = found.data?.comparisons ?? [];
  return (
    <Panel title={t('registry.chance.title')} sub={found.data?.table ?? undefined}>
      {found.isError ? (
        <InlineProblem error={found.error} />
      ) : found.data === undefined ? (
        <p className={classes.none} role="status">
          {t('registry.chance.running')}
        </p>
      ) : comparisons.length === 0 ? (
        <p className={classes.none}>{t('registry.chance.noRows')}</p>
      ) : (
        <ul className={classes.chance}>
          {versions.slice(1).map((version) => {
            const one = comparisons.find(({ runId }) => runId === version.runId);
            return one === undefined ? null : (
              <li key={version.version}>
                <strong>{t('models.v', { version: version.version })}</strong>
                <Verdict
                  one={one}
                  first={versions[0]?.version ?? 0}
                  isShare={found.data.metric === 'accuracy'}
                />
              </li>
            );
          })}
        </ul>
      )}
    </Panel>
  );
}

type VerdictProps = {
  readonly one: PairedComparison;
  /** The version that it is held against. */
  readonly first: number;
  readonly isShare: boolean;
};

function Verdict({ one, first, isShare }: VerdictProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const format = signedFormat(locale, isShare);
  const word = (value: number): string => withMinus(format.format(isShare ? value * 100 : value));
  const facts = {
    delta: word(one.difference),
    low: word(one.low),
    high: word(one.high),
    n: formatCount(one.n, locale),
  };
  return (
    <>
      <span className={one.verdict === 'unclear' ? 'g2' : classes[one.verdict]}>
        {t(`registry.chance.verdicts.${one.verdict}`, { version: first })}
      </span>
      <span className="g3">{t(isShare ? 'registry.chance.points' : 'registry.chance.plain', facts)}</span>
    </>
  );
}
