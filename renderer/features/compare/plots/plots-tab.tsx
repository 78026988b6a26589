import { SegmentedControl, Switch } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/parts/empty-state.tsx';
import { useWidth } from '#renderer/parts/use-width.ts';
import type { CompareTabProps } from '../compare-tab-props.ts';
import { useCompareSet } from '../use-compare-set.ts';
import { BoxPlot } from './box-plot.tsx';
import { ChosenRuns } from './chosen-runs.tsx';
import { ColorKey } from './color-key.tsx';
import { ContourField, fewestForContour, samplesOf } from './contour-field.tsx';
import { DimSelect } from './dim-select.tsx';
import { listDims, type Dim } from './dims.ts';
import { orderRuns } from './order-runs.ts';
import { layOutPlot } from './plot-axes.tsx';
import {
  canGroup,
  parsePlot,
  printPlot,
  resolvePlot,
  type PlotChoice,
  type PlotSettings,
} from './plot-settings.ts';
import classes from './plots.module.css';
import { PointPlot } from './point-plot.tsx';
import { useRamp } from './ramp.ts';
import { usePlotHeight } from './use-plot-height.ts';
import { colorBy } from './run-colors-by.ts';

/** Runs as points, as heights between points, or gathered in boxes; what is chosen there is the table below. */
export function PlotsTab({ comparison, shown }: CompareTabProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { search, change } = useCompareSet();
  const ramp = useRamp();
  const [measure, width] = useWidth<HTMLDivElement>();
  const height = usePlotHeight();
  const [hovered, setHovered] = useState<number | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<number> | null>(null);
  const settings = useMemo(() => parsePlot(search.plot), [search.plot]);
  const dims = useMemo(() => listDims(comparison), [comparison]);
  const choice = useMemo(
    () => resolvePlot(settings, dims, comparison.main),
    [settings, dims, comparison.main],
  );
  const area = useMemo(() => layOutPlot(width, height), [width, height]);
  if (choice === undefined)
    return <EmptyState title={t('compare.plots.none')} lines={[t('compare.plots.noneHow')]} />;
  const { kind } = settings;
  const color = kind === 'box' ? choice.group : choice.z;
  const colorOf = colorBy(color, ramp, shown);
  const places = shown.places.filter((place) => chosen === null || chosen.has(place));
  const listed = orderRuns(comparison, choice.y.isMetric ? choice.y : choice.z, places);
  const set = (next: Partial<PlotSettings>): void => {
    setChosen(null);
    change({ plot: printPlot({ ...settings, ...next }) });
  };
  const picture = {
    choice,
    area,
    places: shown.places,
    chosen,
    pick: settings.pick,
    hovered,
    colorOf,
    nameOf: (place: number) => comparison.runs[place]?.name ?? '',
    onHover: setHovered,
    onOpen: (place: number) => {
      const run = comparison.runs[place];
      if (run === undefined) return;
      const { experimentId, runId } = run;
      void navigate({ to: '/experiments/$experimentId/runs/$runId', params: { experimentId, runId } });
    },
    onChoose: setChosen,
    label: t(`compare.plots.says.${kind}`, {
      count: shown.places.length,
      x: kind === 'box' ? (choice.group?.key ?? '') : choice.x.key,
      y: choice.y.key,
      z: choice.z.key,
    }),
  };
  const samples = kind === 'contour' ? samplesOf(choice, shown.places).length : 0;
  const columns = [...new Set([...(kind === 'box' ? [choice.group] : [choice.x]), choice.y, choice.z])];
  return (
    <div className={classes.page}>
      <PlotBar settings={settings} choice={choice} dims={dims} onChange={set} />
      <div className={classes.notes}>
        {color !== undefined && <ColorKey dim={color} ramp={ramp} />}
        {kind === 'contour' && (
          <span className="g3">
            {samples < fewestForContour
              ? t('compare.plots.tooFew', { count: samples })
              : t('compare.plots.between', { count: samples })}
          </span>
        )}
      </div>
      <div ref={measure} className={classes.picture} style={{ height }}>
        {width > 0 &&
          (kind === 'box' ? (
            <BoxPlot {...picture} />
          ) : (
            <PointPlot {...picture}>
              {kind === 'contour' && (
                <ContourField choice={choice} area={area} places={shown.places} ramp={ramp} />
              )}
            </PointPlot>
          ))}
      </div>
      <ChosenRuns
        comparison={comparison}
        places={listed}
        of={shown.places.length}
        dims={columns.filter((dim) => dim !== undefined)}
        colorOf={colorOf}
        hovered={hovered}
        onHover={setHovered}
      />
    </div>
  );
}

const kinds = ['scatter', 'contour', 'box'] as const;

type PlotBarProps = {
  readonly settings: PlotSettings;
  readonly choice: PlotChoice;
  readonly dims: readonly Dim[];
  readonly onChange: (next: Partial<PlotSettings>) => void;
};

function PlotBar({ settings, choice, dims, onChange }: PlotBarProps) {
  const { t } = useTranslation();
  const isBox = settings.kind === 'box';
  const numbers = dims.filter(({ words }) => words === null);
  const usable = settings.kind === 'contour' ? numbers : dims;
  return (
    <div className={classes.bar}>
      <SegmentedControl
        aria-label={t('compare.plots.kind')}
        value={settings.kind}
        data={kinds.map((value) => ({ value, label: t(`compare.plots.kinds.${value}`) }))}
        onChange={(value) => onChange({ kind: kinds.find((kind) => kind === value) ?? 'scatter' })}
      />
      {isBox ? (
        <DimSelect
          label={t('compare.plots.group')}
          dims={dims.filter(canGroup)}
          value={choice.group?.id ?? null}
          none={t('compare.plots.allRuns')}
          onChange={(id) => onChange({ group: id ?? 'all' })}
        />
      ) : (
        <DimSelect
          label="x"
          dims={usable}
          value={choice.x.id}
          onChange={(x) => onChange({ x, logX: null })}
        />
      )}
      <DimSelect
        label="y"
        dims={isBox ? numbers : usable}
        value={choice.y.id}
        onChange={(y) => onChange({ y, logY: null })}
      />
      {!isBox && (
        <DimSelect
          label={settings.kind === 'contour' ? 'z' : t('compare.plots.color')}
          dims={settings.kind === 'contour' ? numbers : dims}
          value={choice.z.id}
          onChange={(z) => onChange({ z })}
        />
      )}
      {!isBox && choice.x.canLog && (
        <Switch
          size="xs"
          label={t('compare.plots.logX')}
          checked={choice.isLogX}
          onChange={({ currentTarget }) => onChange({ logX: currentTarget.checked })}
        />
      )}
      {choice.y.canLog && (
        <Switch
          size="xs"
          label={t('compare.plots.logY')}
          checked={choice.isLogY}
          onChange={({ currentTarget }) => onChange({ logY: currentTarget.checked })}
        />
      )}
      <SegmentedControl
        aria-label={t('compare.plots.pick')}
        value={settings.pick}
        data={[
          { value: 'lasso', label: t('compare.plots.lasso') },
          { value: 'box', label: t('compare.plots.rectangle') },
        ]}
        onChange={(value) => onChange({ pick: value === 'box' ? 'box' : 'lasso' })}
      />
    </div>
  );
}
