import { useTranslation } from 'react-i18next';
import type { ComparedMetric } from '#contract/comparison.ts';
import type { MetricDirection } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import { useAct } from '#renderer/parts/use-act.ts';

/** What can be done from a comparison: at once, with a way back. */
export function useCompareActs() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { experiments } = bridge.client;
  const act = useAct();
  return {
    /** @param direction null goes back to what the name of the metric says */
    setDirection: (experimentId: string, metric: ComparedMetric, direction: MetricDirection | null) => {
      const key = `stile.metric_direction.${metric.key}`;
      const put = (value: MetricDirection | null): Promise<unknown> =>
        value === null
          ? experiments.deleteTag({ experimentId, key })
          : experiments.setTag({ experimentId, key, value });
      return act({
        run: () => put(direction),
        undo: () => put(metric.isDirectionGiven ? metric.direction : null),
        done:
          direction === null
            ? t('compare.direction.guessed', { key: metric.key })
            : t('compare.direction.set', { key: metric.key, word: t(`compare.direction.${direction}`) }),
      });
    },
  };
}
