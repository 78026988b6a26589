import { ActionIcon, Button, Checkbox, NumberInput, Popover, Switch } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './parallel.module.css';
import type { Axis, Brush } from './parallel-settings.ts';

type AxisMenuProps = {
  readonly axis: Axis;
  readonly opened: boolean;
  readonly onOpened: (opened: boolean) => void;
  readonly onChange: (next: Partial<Axis>) => void;
  readonly onMove: (by: number) => void;
  readonly onRemove: () => void;
  /** What opens it. */
  readonly children: ReactNode;
};

/** All that can be done with an axis without a pointer: filters in figures, scale, place. */
export function AxisMenu(props: AxisMenuProps) {
  const { axis, opened, onOpened, onChange, onMove, onRemove, children } = props;
  const { t } = useTranslation();
  return (
    <Popover opened={opened} onChange={onOpened} position="bottom" width={260} trapFocus withinPortal>
      <Popover.Target>{children}</Popover.Target>
      <Popover.Dropdown aria-label={t('compare.parallel.axis', { key: axis.dim.key })}>
        <div className={classes.menu}>
          {axis.dim.words === null ? (
            <NumberFilters axis={axis} onChange={onChange} />
          ) : (
            <WordFilters axis={axis} words={axis.dim.words} onChange={onChange} />
          )}
          {axis.dim.canLog && (
            <Switch
              size="xs"
              label={t('compare.plots.log')}
              checked={axis.isLog}
              onChange={({ currentTarget }) => onChange({ isLog: currentTarget.checked })}
            />
          )}
          <div className={classes.menuRow}>
            <Button size="compact-xs" leftSection={<IconArrowLeft size={14} />} onClick={() => onMove(-1)}>
              {t('compare.parallel.left')}
            </Button>
            <Button size="compact-xs" leftSection={<IconArrowRight size={14} />} onClick={() => onMove(1)}>
              {t('compare.parallel.right')}
            </Button>
            <Button size="compact-xs" onClick={onRemove}>
              {t('compare.parallel.removeAxis')}
            </Button>
          </div>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

type FiltersProps = Pick<AxisMenuProps, 'axis' | 'onChange'>;

function NumberFilters({ axis, onChange }: FiltersProps) {
  const { t } = useTranslation();
  const { brushes, dim } = axis;
  const set = (at: number, next: Brush | null): void =>
    onChange({
      brushes: brushes.flatMap((brush, i) => (i === at ? (next === null ? [] : [next]) : [brush])),
    });
  const middle = (dim.max - dim.min) / 4;
  return (
    <>
      {brushes.map((brush, i) => (
        <div key={i} className={classes.menuRow}>
          {([0, 1] as const).map((edge) => (
            <EdgeField
              key={edge}
              label={t(edge === 0 ? 'compare.parallel.from' : 'compare.parallel.to', { key: dim.key })}
              value={brush[edge]}
              onValue={(value) => set(i, edge === 0 ? inOrder(value, brush[1]) : inOrder(brush[0], value))}
            />
          ))}
          <ActionIcon size={24} aria-label={t('compare.parallel.removeFilter')} onClick={() => set(i, null)}>
            <IconX size={14} stroke={1.5} />
          </ActionIcon>
        </div>
      ))}
      <Button
        size="compact-xs"
        leftSection={<IconPlus size={14} />}
        onClick={() => onChange({ brushes: [...brushes, [dim.min + middle, dim.max - middle]] })}
      >
        {t('compare.parallel.addFilter')}
      </Button>
    </>
  );
}

type EdgeFieldProps = {
  readonly label: string;
  readonly value: number;
  readonly onValue: (value: number) => void;
};

/** A figure that counts once it is written in full: by Enter, or by leaving the field. */
function EdgeField({ label, value, onValue }: EdgeFieldProps) {
  const shown = Number(value.toPrecision(6));
  const [draft, setDraft] = useState<number | string | null>(null);
  function settle(): void {
    const next = Number(draft);
    if (draft !== null && draft !== '' && Number.isFinite(next) && next !== shown) onValue(next);
    setDraft(null);
  }
  return (
    <NumberInput
      className="grow"
      hideControls
      aria-label={label}
      value={draft ?? shown}
      onChange={setDraft}
      onBlur={settle}
      onKeyDown={(event) => {
        if (event.key === 'Enter') settle();
      }}
    />
  );
}

function inOrder(a: number, b: number): Brush {
  return [Math.min(a, b), Math.max(a, b)];
}

function WordFilters({ axis, words, onChange }: FiltersProps & { readonly words: readonly string[] }) {
  const isIn = (place: number): boolean =>
    axis.brushes.length === 0 || axis.brushes.some(([low, high]) => place > low && place < high);
  function toggle(place: number): void {
    const kept = words.flatMap((_, i) => ((i === place) !== isIn(i) ? [i] : []));
    const all = kept.length === words.length || kept.length === 0;
    onChange({ brushes: all ? [] : kept.map((i): Brush => [i - 0.5, i + 0.5]) });
  }
  return (
    <div className={classes.words}>
      {words.map((word, place) => (
        <Checkbox key={word} size="xs" label={word} checked={isIn(place)} onChange={() => toggle(place)} />
      ))}
    </div>
  );
}
