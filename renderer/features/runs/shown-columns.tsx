import { ActionIcon, Checkbox, NativeSelect, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconGripVertical, IconPin, IconPinFilled } from '@tabler/icons-react';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './column-picker.module.css';
import { isPlainColumn } from './column-spec.ts';
import type { ColumnChoice } from './column-spec.ts';
import { findColumn } from './value-columns.ts';
import type { MetricFigure, ValueColumn } from './value-columns.ts';

/** What becomes of columns: another choice, or null for one that goes. */
export type ColumnEdits = ReadonlyMap<string, ColumnChoice | null>;

type ShownColumnsProps = {
  readonly all: readonly ValueColumn[];
  readonly shown: readonly ColumnChoice[];
  /** While a search hides some of them, places mean nothing. */
  readonly isMovable: boolean;
  readonly onMove: (id: string, toIndex: number) => void;
  readonly onChange: (edits: ColumnEdits) => void;
};

/** The columns of the table in their order: by drag, by buttons and by Alt with the arrows. */
export function ShownColumns({ all, shown, isMovable, onMove, onChange }: ShownColumnsProps) {
  const { t } = useTranslation();
  const [dragged, setDragged] = useState<string | null>(null);
  if (shown.length === 0) return null;
  function moveByKey(event: KeyboardEvent, id: string, index: number): void {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (!event.altKey || by === 0 || !isMovable) return;
    event.preventDefault();
    onMove(id, index + by);
  }
  return (
    <fieldset className={classes.group}>
      <legend>{t('runTable.inTable')}</legend>
      {shown.map((choice, index) => {
        const { id, isPinned = false } = choice;
        const column = findColumn(all, id);
        const name = isPlainColumn(id) ? t(`runTable.plain.${id}`) : (column?.key ?? id);
        return (
          <div
            key={id}
            className={classes.shown}
            draggable={isMovable}
            data-dragged={dragged === id || undefined}
            onDragStart={() => setDragged(id)}
            onDragEnd={() => setDragged(null)}
            onDragOver={(event) => event.preventDefault()}
            onDrop={() => {
              if (dragged !== null) onMove(dragged, index);
            }}
            onKeyDown={(event) => moveByKey(event, id, index)}
          >
            {isMovable && (
              <IconGripVertical size={14} stroke={1.5} className={classes.grip} aria-hidden="true" />
            )}
            <Checkbox
              className={classes.choice}
              data-mono={!isPlainColumn(id) || undefined}
              label={name}
              checked
              onChange={() => onChange(new Map([[id, null]]))}
            />
            {column?.kind === 'metrics' && (
              <NativeSelect
                className={classes.figure}
                size="xs"
                aria-label={t('runTable.figureOf', { key: column.key })}
                value={column.figure}
                data={(['last', 'min', 'max'] as const).map((value) => ({
                  value,
                  label: t(`runTable.figures.${value}`),
                }))}
                onChange={(event) => {
                  const next = withFigure(column, event.currentTarget.value as MetricFigure);
                  if (!shown.some((other) => other.id === next))
                    onChange(new Map([[id, { ...choice, id: next }]]));
                }}
              />
            )}
            <span className={classes.acts}>
              {isMovable && (
                <>
                  <ActionIcon
                    size={24}
                    aria-label={t('runTable.moveUp', { name })}
                    disabled={index === 0}
                    onClick={() => onMove(id, index - 1)}
                  >
                    <IconArrowUp size={14} stroke={1.5} />
                  </ActionIcon>
                  <ActionIcon
                    size={24}
                    aria-label={t('runTable.moveDown', { name })}
                    disabled={index === shown.length - 1}
                    onClick={() => onMove(id, index + 1)}
                  >
                    <IconArrowDown size={14} stroke={1.5} />
                  </ActionIcon>
                </>
              )}
              <Tooltip label={t('runTable.pinColumnHint')}>
                <ActionIcon
                  size={24}
                  aria-label={t('runTable.pinColumn', { name })}
                  aria-pressed={isPinned}
                  onClick={() => {
                    const { isPinned: _, ...loose } = choice;
                    onChange(new Map([[id, isPinned ? loose : { ...loose, isPinned: true }]]));
                  }}
                >
                  {isPinned ? <IconPinFilled size={14} /> : <IconPin size={14} stroke={1.5} />}
                </ActionIcon>
              </Tooltip>
            </span>
          </div>
        );
      })}
    </fieldset>
  );
}

function withFigure({ kind, key }: ValueColumn, figure: MetricFigure): string {
  return `${kind}.${key}${figure === 'last' ? '' : `@${figure}`}`;
}
