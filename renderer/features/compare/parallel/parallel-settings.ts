import { wantsLog, type Dim } from '../plots/dims.ts';

/** From a value to a value; of words, from and to places between them. */
export type Brush = readonly [low: number, high: number];

export type AxisSetting = {
  readonly id: string;
  readonly isLog: boolean;
  readonly brushes: readonly Brush[];
};

export type ParallelSettings = {
  /** Null: those that say most. */
  readonly axes: readonly AxisSetting[] | null;
  /** The dim that colours lines; null: the metric that says most. */
  readonly color: string | null;
};

/** As it stands in an address: `axis=1;0.1..0.5,2..3;param.C` for each axis. */
export function printParallel({ axes, color }: ParallelSettings): string | undefined {
  const params = new URLSearchParams();
  for (const { id, isLog, brushes } of axes ?? []) {
    const ranges = brushes.map(([low, high]) => `${short(low)}..${short(high)}`).join(',');
    params.append('axis', `${isLog ? '1' : ''};${ranges};${id}`);
  }
  if (color !== null) params.set('color', color);
  const text = params.toString();
  return text === '' ? undefined : text;
}

/** What cannot be read is left out: an old link shows the rest. */
export function parseParallel(text: string | undefined): ParallelSettings {
  const params = new URLSearchParams(text ?? '');
  const axes = params.getAll('axis').flatMap((axis): AxisSetting[] => {
    const [log, ranges, ...rest] = axis.split(';');
    const id = rest.join(';');
    if (id === '' || ranges === undefined) return [];
    return [{ id, isLog: log === '1', brushes: ranges.split(',').flatMap(parseBrush) }];
  });
  return { axes: axes.length === 0 ? null : axes, color: params.get('color') };
}

function parseBrush(text: string): Brush[] {
  const [low, high] = text.split('..').map(Number);
  if (low === undefined || high === undefined || !Number.isFinite(low) || !Number.isFinite(high)) return [];
  return [[Math.min(low, high), Math.max(low, high)]];
}

/** Enough digits for any screen, few enough for an address. */
function short(value: number): string {
  return String(Number(value.toPrecision(6)));
}

export type Axis = AxisSetting & { readonly dim: Dim };

/** The axes that can be drawn: chosen ones that still exist, or those that say most. */
export function resolveAxes(
  { axes }: ParallelSettings,
  dims: readonly Dim[],
  usual: readonly Dim[],
): readonly Axis[] {
  const chosen = axes ?? usual.map((dim) => ({ id: dim.id, isLog: wantsLog(dim), brushes: [] }));
  return chosen.flatMap((axis) => {
    const dim = dims.find(({ id }) => id === axis.id);
    return dim === undefined ? [] : [{ ...axis, isLog: axis.isLog && dim.canLog, dim }];
  });
}

/** Places of the runs that are inside of a brush on every axis that has any. */
export function passing(axes: readonly Axis[], places: readonly number[]): readonly number[] {
  const filters = axes.filter(({ brushes }) => brushes.length > 0);
  return places.filter((place) =>
    filters.every(({ dim, brushes }) => {
      const value = dim.values[place];
      return value != null && brushes.some(([low, high]) => value >= low && value <= high);
    }),
  );
}
