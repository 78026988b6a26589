import { ActionIcon, Button, Select } from '@mantine/core';
import { IconArrowUp, IconStack2, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { PopoverButton } from '#renderer/parts/popover-button.tsx';
import type { ValueColumn } from '../value-columns.ts';
import { wordBy } from './group-columns.tsx';
import classes from './group-menu.module.css';
import { groupLevels, plainGroupKeys } from './group-spec.ts';

type GroupMenuProps = {
  readonly by: readonly string[];
  readonly columns: readonly ValueColumn[];
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly onChange: (by: readonly string[]) => void;
};

/** By which keys the runs are grouped, the outermost first. */
export function GroupMenu({ by, columns, isOpen, onOpen, onChange }: GroupMenuProps) {
  const { t } = useTranslation();
  const logged = columns
    .filter(({ kind, key, varies }) => kind !== 'metrics' && varies && !key.startsWith('mlflow.'))
    .map(({ id }) => id);
  const free = [...plainGroupKeys, ...logged].filter((key) => !by.includes(key));
  const title =
    by.length === 0
      ? t('runTable.groups.group')
      : t('runTable.groups.groupedBy', { keys: by.map((key) => wordBy(key, t)).join(', ') });
  return (
    <PopoverButton
      isOpen={isOpen}
      onOpen={onOpen}
      position="bottom-end"
      icon={<IconStack2 size={14} stroke={1.5} />}
      label={<span className={classes.title}>{title}</span>}
      isOn={by.length > 0}
      className={classes.button}
      dropdownClass={classes.menu}
    >
      {by.length > 0 && (
        <ol className={classes.levels} aria-label={t('runTable.groups.levels')}>
          {by.map((key, index) => (
            <li key={key} className={classes.level}>
              <span className={classes.key}>{wordBy(key, t)}</span>
              <ActionIcon
                size={24}
                disabled={index === 0}
                aria-label={t('runTable.groups.outwards', { key: wordBy(key, t) })}
                onClick={() => onChange(outwards(by, index))}
              >
                <IconArrowUp size={14} stroke={1.5} />
              </ActionIcon>
              <ActionIcon
                size={24}
                aria-label={t('runTable.groups.remove', { key: wordBy(key, t) })}
                onClick={() => onChange(by.filter((one) => one !== key))}
              >
                <IconX size={14} stroke={1.5} />
              </ActionIcon>
            </li>
          ))}
        </ol>
      )}
      {by.length < groupLevels && (
        <Select
          key={by.join(',')}
          searchable
          data-autofocus
          label={t(by.length === 0 ? 'runTable.groups.by' : 'runTable.groups.thenBy')}
          placeholder={t('runTable.groups.keyHint')}
          nothingFoundMessage={t('runTable.groups.noKey')}
          data={free.map((key) => ({ value: key, label: wordBy(key, t) }))}
          limit={100}
          value={null}
          comboboxProps={{ withinPortal: false }}
          maxDropdownHeight={240}
          onChange={(key) => {
            if (key !== null) onChange([...by, key]);
          }}
        />
      )}
      {by.length > 0 && (
        <Button size="compact-xs" onClick={() => onChange([])}>
          {t('runTable.groups.none')}
        </Button>
      )}
    </PopoverButton>
  );
}

function outwards(by: readonly string[], index: number): readonly string[] {
  const moved = by[index];
  if (moved === undefined) return by;
  const others = by.filter((key) => key !== moved);
  return [...others.slice(0, index - 1), moved, ...others.slice(index - 1)];
}
