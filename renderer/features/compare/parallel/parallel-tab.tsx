import { Button, Checkbox, Popover } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { IconChevronDown } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/parts/empty-state.tsx';
import type { CompareTabProps } from '../compare-tab-props.ts';
import { ChosenRuns } from '../plots/chosen-runs.tsx';
import { ColorKey } from '../plots/color-key.tsx';
import { DimSelect } from '../plots/dim-select.tsx';
import { listDims, pickDims, wantsLog, type Dim } from '../plots/dims.ts';
import { orderRuns } from '../plots/order-runs.ts';
import plots from '../plots/plots.module.css';
import { useRamp } from '../plots/ramp.ts';
import { colorBy } from '../plots/run-colors-by.ts';
import { useCompareSet } from '../use-compare-set.ts';
import classes from './parallel.module.css';
import { ParallelPlot } from './parallel-plot.tsx';
import { parseParallel, passing, printParallel, resolveAxes, type Axis } from './parallel-settings.ts';

/** So many axes stand beside each other at first. */
const usualAxes = 7;

/** Axes that are not in the address yet, and what that said. */
type Draft = { readonly axes: readonly Axis[]; readonly over: string | undefined };

/** Runs as lines over axes; what brushes leave is the table below. */
export function ParallelTab({ comparison, shown }: CompareTabProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { search, change } = useCompareSet();
  const ramp = useRamp();
  // While a brush is dragged: the address gets it when it is let go, and until it has it the draft is shown.
  const [draft, setDraft] = useState<Draft | null>(null);
  const [hovered, setHovered] = useState<number | null>(null);
  const dims = useMemo(() => listDims(comparison), [comparison]);
  const settings = useMemo(() => parseParallel(search.parallel), [search.parallel]);
  const usual = useMemo(() => pickDims(dims, comparison.main, usualAxes), [dims, comparison.main]);
  const saved = useMemo(() => resolveAxes(settings, dims, usual), [settings, dims, usual]);
  const axes = draft !== null && draft.over === search.parallel ? draft.axes : saved;
  const color = dims.find(({ id }) => id === (settings.color ?? `metric.${comparison.main ?? ''}`));
  const colorOf = useMemo(() => colorBy(color, ramp, shown), [color, ramp, shown]);
  const inside = useMemo(() => passing(axes, shown.places), [axes, shown.places]);
  const ordered = useMemo(() => orderRuns(comparison, color, inside), [comparison, color, inside]);
  // The best are drawn last, on top of the others.
  const drawn = useMemo(
    () => ordered.toReversed().map((place) => ({ place, ...colorOf(place) })),
    [ordered, colorOf],
  );
  const outside = useMemo(() => {
    const kept = new Set(inside);
    return shown.places.filter((place) => !kept.has(place));
  }, [inside, shown.places]);
  const listed = useDeferredValue(ordered);

  if (dims.length < 2)
    return <EmptyState title={t('compare.parallel.none')} lines={[wordConstant(comparison, t)]} />;
  function setAxes(next: readonly Axis[], isDone: boolean): void {
    setDraft({ axes: next, over: search.parallel });
    if (!isDone) return;
    const plain = next.map(({ id, isLog, brushes }) => ({ id, isLog, brushes }));
    change({ parallel: printParallel({ ...settings, axes: plain }) });
  }
  function toggleAxis(dim: Dim): void {
    const without = axes.filter(({ id }) => id !== dim.id);
    const added = { id: dim.id, isLog: wantsLog(dim), brushes: [], dim };
    setAxes(without.length < axes.length ? without : [...axes, added], true);
  }
  function open(place: number): void {
    const run = comparison.runs[place];
    if (run === undefined) return;
    const { experimentId, runId } = run;
    void navigate({ to: '/experiments/$experimentId/runs/$runId', params: { experimentId, runId } });
  }
  const isFiltered = axes.some(({ brushes }) => brushes.length > 0);
  return (
    <div className={classes.page}>
      <div className={plots.bar}>
        <AxisPicker dims={dims} chosen={new Set(axes.map(({ id }) => id))} onToggle={toggleAxis} />
        <DimSelect
          label={t('compare.plots.color')}
          dims={dims}
          value={color?.id ?? null}
          none={t('compare.plots.ownColor')}
          onChange={(id) => change({ parallel: printParallel({ ...settings, color: id ?? 'run' }) })}
        />
        {color !== undefined && <ColorKey dim={color} ramp={ramp} />}
        <Button
          size="compact-xs"
          variant="subtle"
          disabled={!isFiltered}
          onClick={() =>
            setAxes(
              axes.map((axis) => ({ ...axis, brushes: [] })),
              true,
            )
          }
        >
          {t('compare.parallel.clear')}
        </Button>
      </div>
      <ParallelPlot
        axes={axes}
        inside={drawn}
        outside={outside}
        hovered={hovered}
        nameOf={(place) => comparison.runs[place]?.name ?? ''}
        onHover={setHovered}
        onOpen={open}
        onAxes={setAxes}
      />
      <ChosenRuns
        comparison={comparison}
        places={listed}
        of={shown.places.length}
        dims={axes.map(({ dim }) => dim)}
        colorOf={colorOf}
        hovered={hovered}
        onHover={setHovered}
      />
    </div>
  );
}

/** Which params there are, though none of them differs. */
function wordConstant({ texts }: CompareTabProps['comparison'], t: TFunction): string {
  const keys = texts.filter(({ kind, differs }) => kind === 'param' && !differs).map(({ key }) => key);
  return keys.length === 0
    ? t('compare.parallel.noParams')
    : t('compare.parallel.constant', { keys: keys.slice(0, 12).join(', ') });
}

type AxisPickerProps = {
  readonly dims: readonly Dim[];
  readonly chosen: ReadonlySet<string>;
  readonly onToggle: (dim: Dim) => void;
};

function AxisPicker({ dims, chosen, onToggle }: AxisPickerProps) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={280} trapFocus withinPortal>
      <Popover.Target>
        <Button
          size="compact-xs"
          rightSection={<IconChevronDown size={14} stroke={1.5} />}
          aria-expanded={opened}
          onClick={() => setOpened((now) => !now)}
        >
          {t('compare.parallel.axes', { count: chosen.size })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('compare.parallel.pick')}>
        <div className={classes.words}>
          {dims.map((dim) => (
            <Checkbox
              key={dim.id}
              size="xs"
              label={dim.key}
              checked={chosen.has(dim.id)}
              disabled={chosen.size <= 2 && chosen.has(dim.id)}
              onChange={() => onToggle(dim)}
            />
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
