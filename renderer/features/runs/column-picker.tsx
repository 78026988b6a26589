import { Button, Checkbox, Popover, TextInput } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '#renderer/parts/numbers.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import classes from './column-picker.module.css';
import { isPlainColumn, moveColumn, plainColumnIds } from './column-spec.ts';
import type { ColumnChoice } from './column-spec.ts';
import { ShownColumns } from './shown-columns.tsx';
import { useSeenColumns } from './use-seen-columns.ts';
import { findColumn } from './value-columns.ts';
import type { ColumnKind, ValueColumn } from './value-columns.ts';

type ColumnPickerProps = {
  readonly experimentId: string;
  readonly all: readonly ValueColumn[];
  readonly choices: readonly ColumnChoice[];
  /** Null lets the width decide again. */
  readonly onChange: (choices: readonly ColumnChoice[] | null) => void;
};

/** Keys that are listed at once; a search finds the others. */
const listedKeys = 150;
const kinds: readonly ColumnKind[] = ['metrics', 'params', 'tags'];

/** Which metrics, params and tags stand in the table, in which order, and which stay in view. */
export function ColumnPicker({ experimentId, all, choices, onChange }: ColumnPickerProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [search, setSearch] = useState('');
  const [onlyVarying, setOnlyVarying] = useState(false);
  const { isNew, markSeen } = useSeenColumns(experimentId, all);
  const shown = choices.filter(({ id }) => isPlainColumn(id) || findColumn(all, id) !== undefined);
  const shownIds = new Set(shown.map(({ id }) => id));
  const wanted = search.trim().toLowerCase();
  const found = all.filter(
    (column) =>
      !shownIds.has(column.id) &&
      column.key.toLowerCase().includes(wanted) &&
      (!onlyVarying || column.varies) &&
      (!column.key.startsWith('mlflow.') || wanted.startsWith('mlflow')),
  );
  const listed = found.slice(0, listedKeys);
  const hiddenPlain = plainColumnIds.filter((id) => !shownIds.has(id) && wanted === '');
  const add = (ids: readonly string[]): void => onChange(addColumns(shown, ids));
  return (
    <Popover position="bottom-end" shadow="md" radius="lg" trapFocus onClose={markSeen}>
      <Popover.Target>
        <Button variant="subtle" size="compact-xs" leftSection={<IconColumns3 size={14} stroke={1.5} />}>
          {t('runs.columnsShown', { shown: shown.length, total: all.length + plainColumnIds.length })}
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
          <ShownColumns
            all={all}
            shown={shown.filter(({ id }) => id.toLowerCase().includes(wanted))}
            isMovable={wanted === ''}
            onMove={(id, index) => onChange(moveColumn(shown, id, index))}
            onChange={(next) =>
              onChange(
                shown.flatMap((choice) => {
                  const changed = next.get(choice.id);
                  return changed === undefined ? choice : (changed ?? []);
                }),
              )
            }
          />
          {hiddenPlain.length > 0 && (
            <fieldset className={classes.group}>
              <legend>{t('runTable.ofEveryRun')}</legend>
              {hiddenPlain.map((id) => (
                <Checkbox
                  key={id}
                  className={classes.choice}
                  label={t(`runTable.plain.${id}`)}
                  checked={false}
                  onChange={() => add([id])}
                />
              ))}
            </fieldset>
          )}
          {kinds.map((kind) => (
            <FoundGroup key={kind} kind={kind} columns={listed} isNew={isNew} onAdd={(id) => add([id])} />
          ))}
          {found.length === 0 && wanted !== '' && (
            <p className="g3 sm">{t('runTable.noKey', { text: search.trim() })}</p>
          )}
          {found.length > listed.length && (
            <p className="g3 sm">
              {t('runTable.moreKeys', { count: formatCount(found.length - listed.length, locale) })}
            </p>
          )}
        </div>
        <Checkbox
          label={t('runTable.onlyVarying')}
          checked={onlyVarying}
          onChange={(event) => setOnlyVarying(event.currentTarget.checked)}
        />
        <div className={classes.foot}>
          <Button
            size="compact-xs"
            disabled={found.length === 0 || (wanted === '' && !onlyVarying)}
            onClick={() => add(found.map(({ id }) => id))}
          >
            {t('runTable.showFound', { count: found.length })}
          </Button>
          <Button size="compact-xs" onClick={() => onChange(null)}>
            {t('runs.columnsAuto')}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

/** New value columns stand after the last value column, before what every run has. */
function addColumns(shown: readonly ColumnChoice[], ids: readonly string[]): readonly ColumnChoice[] {
  const last = shown.findLastIndex(({ id }) => !isPlainColumn(id));
  const place = last >= 0 ? last + 1 : shown.findIndex(({ id }) => id === 'status') + 1;
  return [...shown.slice(0, place), ...ids.map((id) => ({ id })), ...shown.slice(place)];
}

type FoundGroupProps = {
  readonly kind: ColumnKind;
  readonly columns: readonly ValueColumn[];
  readonly isNew: (id: string) => boolean;
  readonly onAdd: (id: string) => void;
};

function FoundGroup({ kind, columns, isNew, onAdd }: FoundGroupProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const own = columns.filter((column) => column.kind === kind);
  if (own.length === 0) return null;
  return (
    <fieldset className={classes.group}>
      <legend>{kind === 'tags' ? t('runTable.tags') : t(`runs.${kind}`)}</legend>
      {own.map(({ id, key, count, varies, samples }) => (
        <div key={id} className={classes.found} title={samples.join(', ')}>
          <Checkbox
            className={classes.choice}
            data-mono
            label={key}
            checked={false}
            onChange={() => onAdd(id)}
          />
          {isNew(id) && <span className={classes.new}>{t('runTable.new')}</span>}
          <span className={classes.meta}>
            {varies || samples[0] === undefined ? '' : `= ${shorten(samples[0])} · `}
            {count !== null && formatCount(count, locale)}
          </span>
        </div>
      ))}
    </fieldset>
  );
}

/** A number to four digits; a text as it is, which the width cuts. */
function shorten(sample: string): string {
  return sample.length > 7 && Number.isFinite(Number(sample))
    ? String(Number(Number(sample).toPrecision(4)))
    : sample;
}
