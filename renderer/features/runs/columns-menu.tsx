import { Button, Checkbox, Popover, TextInput } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './columns-menu.module.css';
import type { ValueColumn } from './value-columns.ts';

type ColumnsMenuProps = {
  readonly all: readonly ValueColumn[];
  readonly shown: readonly ValueColumn[];
  /** Null lets the width decide again. */
  readonly onChange: (ids: readonly string[] | null) => void;
};

/** Which metrics and params stand in the table. */
export function ColumnsMenu({ all, shown, onChange }: ColumnsMenuProps) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const shownIds = shown.map(({ id }) => id);
  const found = all.filter(({ key }) => key.toLowerCase().includes(search.trim().toLowerCase()));
  return (
    <Popover position="bottom-end" shadow="md" radius="lg" trapFocus>
      <Popover.Target>
        <Button variant="subtle" size="compact-xs" leftSection={<IconColumns3 size={14} stroke={1.5} />}>
          {t('runs.columnsShown', { shown: shown.length, total: all.length })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.menu}>
        <TextInput
          aria-label={t('columnsMenu.search')}
          placeholder={t('columnsMenu.search')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <div className={classes.list}>
          {found.length === 0 && <p className="g3 sm">{t('columnsMenu.none')}</p>}
          <ColumnGroup kind="metrics" columns={found} shownIds={shownIds} onChange={onChange} />
          <ColumnGroup kind="params" columns={found} shownIds={shownIds} onChange={onChange} />
        </div>
        <Button size="compact-xs" onClick={() => onChange(null)}>
          {t('runs.columnsAuto')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}

type ColumnGroupProps = {
  readonly kind: ValueColumn['kind'];
  readonly columns: readonly ValueColumn[];
  readonly shownIds: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
};

function ColumnGroup({ kind, columns, shownIds, onChange }: ColumnGroupProps) {
  const { t } = useTranslation();
  const own = columns.filter((column) => column.kind === kind);
  if (own.length === 0) return null;
  return (
    <fieldset className={classes.group}>
      <legend>{t(`runs.${kind}`)}</legend>
      {own.map(({ id, key }) => (
        <Checkbox
          key={id}
          className={classes.choice}
          label={key}
          checked={shownIds.includes(id)}
          onChange={(event) =>
            onChange(
              event.currentTarget.checked ? [...shownIds, id] : shownIds.filter((shown) => shown !== id),
            )
          }
        />
      ))}
    </fieldset>
  );
}
