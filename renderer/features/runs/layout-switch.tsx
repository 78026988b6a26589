import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RunsSearch } from '#renderer/search-params.ts';

type LayoutSwitchProps = {
  readonly layout: RunsSearch['layout'];
  readonly onLayout: (layout: RunsSearch['layout']) => void;
};

/** Whether the page shows the table, charts of its runs, or both. */
export function LayoutSwitch({ layout, onLayout }: LayoutSwitchProps) {
  const { t } = useTranslation();
  return (
    <SegmentedControl
      aria-label={t('runTable.layout')}
      value={layout ?? 'table'}
      data={(['table', 'charts', 'both'] as const).map((value) => ({
        value,
        label: t(`runTable.layouts.${value}`),
      }))}
      onChange={(value) => onLayout(value === 'charts' || value === 'both' ? value : undefined)}
    />
  );
}
