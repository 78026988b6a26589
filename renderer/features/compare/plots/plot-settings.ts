import { pickDims, wantsLog, type Dim } from './dims.ts';

export type PlotKind = 'scatter' | 'contour' | 'box';

export type PlotSettings = {
  readonly kind: PlotKind;
  /** Ids of dims; null: those that say most. */
  readonly x: string | null;
  readonly y: string | null;
  /** Colour of points, or the height of a contour. */
  readonly z: string | null;
  /** Of boxes: `all` for a single one. */
  readonly group: string | null;
  readonly logX: boolean | null;
  readonly logY: boolean | null;
  /** How points are gathered with a pointer. */
  readonly pick: 'lasso' | 'box';
};

/** As it stands in an address; nothing when all is as usual. */
export function printPlot(settings: PlotSettings): string | undefined {
  const params = new URLSearchParams();
  if (settings.kind !== 'scatter') params.set('kind', settings.kind);
  if (settings.pick !== 'lasso') params.set('pick', settings.pick);
  for (const name of ['x', 'y', 'z', 'group'] as const)
    if (settings[name] !== null) params.set(name, settings[name]);
  for (const name of ['logX', 'logY'] as const)
    if (settings[name] !== null) params.set(name, settings[name] ? '1' : '0');
  const text = params.toString();
  return text === '' ? undefined : text;
}

/** What cannot be read is as usual. */
export function parsePlot(text: string | undefined): PlotSettings {
  const params = new URLSearchParams(text ?? '');
  const kind = params.get('kind');
  const flag = (name: string): boolean | null => (params.has(name) ? params.get(name) === '1' : null);
  return {
    kind: kind === 'contour' || kind === 'box' ? kind : 'scatter',
    x: params.get('x'),
    y: params.get('y'),
    z: params.get('z'),
    group: params.get('group'),
    logX: flag('logX'),
    logY: flag('logY'),
    pick: params.get('pick') === 'box' ? 'box' : 'lasso',
  };
}

export type PlotChoice = {
  readonly x: Dim;
  readonly y: Dim;
  readonly z: Dim;
  readonly group: Dim | undefined;
  readonly isLogX: boolean;
  readonly isLogY: boolean;
};

/** The dims of a picture: chosen ones that still exist, else those that say most; undefined with fewer than two. */
export function resolvePlot(
  settings: PlotSettings,
  dims: readonly Dim[],
  main: string | null,
): PlotChoice | undefined {
  const usual = usualDims(settings, dims, main);
  if (usual === undefined) return undefined;
  const find = (id: string | null): Dim | undefined => dims.find((dim) => dim.id === id);
  const [x, y] = [find(settings.x) ?? usual.x, find(settings.y) ?? usual.y];
  return {
    x,
    y,
    z: find(settings.z) ?? usual.z,
    group: settings.group === 'all' ? undefined : (find(settings.group) ?? usual.group),
    isLogX: isLogOn(x, settings.logX),
    isLogY: isLogOn(y, settings.logY),
  };
}

/** A param against the metric that says most, coloured by another param; of a contour, the metric over two params. */
function usualDims({ kind, x: askedX }: PlotSettings, dims: readonly Dim[], main: string | null) {
  const [metric, ...others] = pickDims(dims, main, dims.length).toReversed();
  if (metric === undefined || dims.length < 2) return undefined;
  const params = others.toReversed();
  const numbers = params.filter(({ words }) => words === null);
  const x = numbers[0] ?? params[0] ?? metric;
  const second = numbers.find((dim) => dim !== x && dim.id !== askedX);
  const isContour = kind === 'contour';
  return {
    x,
    y: isContour ? (second ?? metric) : metric,
    z: isContour ? metric : (second ?? params[1] ?? metric),
    group: params.find(gathers) ?? params.find(canGroup),
  };
}

function isLogOn(dim: Dim, asked: boolean | null): boolean {
  return dim.canLog && (asked ?? wantsLog(dim));
}

/** Boxes of more groups than this are no picture. */
const mostGroups = 16;

/** Whether its groups have two runs on the average: a box of one is no box. */
function gathers(dim: Dim): boolean {
  return canGroup(dim) && new Set(dim.values).size <= dim.values.length / 2;
}

/** Whether runs can be gathered by it. */
export function canGroup({ values, isMetric }: Dim): boolean {
  return !isMetric && new Set(values).size <= mostGroups;
}
