import { Menu } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconMinus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ComparedMetric } from '#contract/comparison.ts';
import type { MetricDirection } from '#contract/entities.ts';
import parts from './compare-parts.module.css';
import classes from './compare-table.module.css';
import type { ShownRuns } from './shown-runs.ts';
import type { CompareRow } from './table-rows.ts';
import { useCompareActs } from './use-compare-acts.ts';

type RowHeadProps = {
  readonly row: CompareRow;
  readonly width: number;
  readonly shown: ShownRuns;
  /** How many columns a head of a group reaches over. */
  readonly span: number;
};

/** What a row is about; of a metric also which way it is better. */
export function RowHead({ row, width, shown, span }: RowHeadProps) {
  const { t } = useTranslation();
  if (row.kind === 'group') {
    const about =
      row.group === 'metrics'
        ? t('compare.groupHint.metrics', { name: shown.baseline?.name ?? '' })
        : t('compare.groupHint.texts');
    return (
      <span role="rowheader" aria-colindex={1} aria-colspan={span} className={classes.groupHead}>
        {t(`compare.groups.${row.group}`)}
        <span className={classes.groupHint}>{about}</span>
      </span>
    );
  }
  return (
    <span role="rowheader" aria-colindex={1} className={classes.rowHead} style={{ width }}>
      <span
        className={classes.key}
        title={row.kind === 'metric' ? row.metric.key : row.text.key}
        translate="no"
      >
        {row.kind === 'metric' ? row.metric.key : row.text.key}
      </span>
      {row.kind === 'metric' && <DirectionMenu metric={row.metric} shown={shown} />}
    </span>
  );
}

const icons = { higher: IconArrowUp, lower: IconArrowDown, none: IconMinus } as const;
const directions: readonly MetricDirection[] = ['higher', 'lower', 'none'];

/** Says which way a metric is better, and lets a person say otherwise: it is kept with the baseline's experiment. */
function DirectionMenu({ metric, shown }: { metric: ComparedMetric; shown: ShownRuns }) {
  const { t } = useTranslation();
  const acts = useCompareActs();
  const Icon = icons[metric.direction];
  const { baseline } = shown;
  const word = t(`compare.direction.${metric.direction}`);
  const label = t('compare.direction.label', { key: metric.key, word });
  if (baseline === undefined) return null;
  const set = (direction: MetricDirection | null) =>
    void acts.setDirection(baseline.experimentId, metric, direction);
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className={parts.iconButton} aria-label={label} title={word}>
          <Icon size={13} stroke={1.5} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('compare.direction.title', { key: metric.key })}</Menu.Label>
        {directions.map((direction) => {
          const Sign = icons[direction];
          return (
            <Menu.Item
              key={direction}
              role="menuitemradio"
              aria-checked={metric.direction === direction}
              leftSection={<Sign size={14} stroke={1.5} />}
              onClick={() => set(direction)}
            >
              {t(`compare.direction.${direction}`)}
            </Menu.Item>
          );
        })}
        {metric.isDirectionGiven && (
          <Menu.Item onClick={() => set(null)}>{t('compare.direction.guess')}</Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
