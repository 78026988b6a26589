import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Dim } from './dims.ts';
import classes from './plots.module.css';

type DimSelectProps = {
  readonly label: string;
  readonly dims: readonly Dim[];
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
  /** The choice of none, by its words. */
  readonly none?: string;
};

/** Chooses what something stands for, among what the runs differ in. */
export function DimSelect({ label, dims, value, onChange, none }: DimSelectProps) {
  const { t } = useTranslation();
  const group = (isMetric: boolean) => ({
    group: t(isMetric ? 'compare.groups.metrics' : 'compare.groups.setup'),
    items: dims.filter((dim) => dim.isMetric === isMetric).map(({ id, key }) => ({ value: id, label: key })),
  });
  const groups = [group(false), group(true)].filter(({ items }) => items.length > 0);
  return (
    <label className={classes.field}>
      <span>{label}</span>
      <Select
        aria-label={label}
        searchable
        allowDeselect={false}
        data={none === undefined ? groups : [{ value: '', label: none }, ...groups]}
        value={value ?? ''}
        comboboxProps={{ width: 260, position: 'bottom-start' }}
        onChange={(next) => onChange(next === '' ? null : next)}
      />
    </label>
  );
}
