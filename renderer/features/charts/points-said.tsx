import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStore } from '#renderer/app-context.ts';
import classes from './charts.module.css';
import type { ChartScene } from './scene.ts';

/** How many points the charts in view draw, of how many there are. */
export function PointsSaid({ scene }: { readonly scene: ChartScene }) {
  const { t } = useTranslation();
  const counts = [...useStore(scene.counts).values()];
  if (counts.length === 0) return null;
  const shown = counts.reduce((sum, count) => sum + count.shown, 0);
  const total = counts.reduce((sum, count) => sum + count.total, 0);
  return shown === total ? (
    <span className={classes.said}>{t('charts.wholePoints', { count: total })}</span>
  ) : (
    <Tooltip label={t('charts.somePointsHint')}>
      <span className={classes.said}>{t('charts.somePoints', { shown, total })}</span>
    </Tooltip>
  );
}
