/** How charts are shown: one text in the address or in a saved view. */
export type ChartSettings = {
  /** Only metrics whose name has this in it. */
  readonly find: string;
  /** 0 is none, 1 the most. */
  readonly smoothing: number;
  readonly kind: 'ema' | 'gaussian';
  /** `metric:<name>`: along the values of that metric. */
  readonly x: 'step' | 'time' | 'relative' | `metric:${string}`;
  readonly logX: boolean;
  readonly logY: boolean;
  /** Unsmoothed lines faint behind smoothed ones. */
  readonly raw: boolean;
  /** Numbers in place of pictures. */
  readonly table: boolean;
  /** Of x, on all charts; null shows everything. */
  readonly zoom: { readonly from: number; readonly to: number } | null;
  /** Charts with the other vertical axis than `logY` says. */
  readonly flipped: readonly string[];
  readonly hidden: readonly string[];
  /** Sections that are folded. */
  readonly closed: readonly string[];
  /** The chart that has the page for itself. */
  readonly full: string | null;
};

export const defaultChartSettings: ChartSettings = {
  find: '',
  smoothing: 0,
  kind: 'ema',
  x: 'step',
  logX: false,
  logY: false,
  raw: true,
  table: false,
  zoom: null,
  flipped: [],
  hidden: [],
  closed: [],
  full: null,
};

/** What an address need not say. */
const usual = new Set(['find=', 'smooth=', 'kind=ema', 'x=step', 'raw=1', 'zoom=', 'full=']);

/** What differs from the defaults; undefined for nothing, so that an address stays short. */
export function printChartSettings(settings: ChartSettings): string | undefined {
  const params = new URLSearchParams();
  const { zoom, smoothing } = settings;
  const texts = {
    find: settings.find,
    smooth: smoothing > 0 ? String(smoothing) : '',
    kind: settings.kind,
    x: settings.x,
    raw: settings.raw ? '1' : '0',
    zoom: zoom === null ? '' : `${String(zoom.from)}..${String(zoom.to)}`,
    full: settings.full ?? '',
  };
  for (const [name, text] of Object.entries(texts)) if (!usual.has(`${name}=${text}`)) params.set(name, text);
  for (const flag of ['logX', 'logY', 'table'] as const) if (settings[flag]) params.set(flag, '1');
  for (const list of ['flipped', 'hidden', 'closed'] as const)
    for (const id of settings[list]) params.append(list, id);
  const text = params.toString();
  return text === '' ? undefined : text;
}

/** What cannot be read is left at its default: an old link shows charts, not an error. */
export function parseChartSettings(text: string | undefined): ChartSettings {
  const params = new URLSearchParams(text ?? '');
  const smoothing = Number(params.get('smooth') ?? 0);
  const isOn = (name: string): boolean => params.get(name) === '1';
  return {
    find: params.get('find') ?? '',
    smoothing: smoothing >= 0 && smoothing <= 1 ? smoothing : 0,
    kind: params.get('kind') === 'gaussian' ? 'gaussian' : 'ema',
    x: parseX(params.get('x')),
    logX: isOn('logX'),
    logY: isOn('logY'),
    raw: params.get('raw') !== '0',
    table: isOn('table'),
    zoom: parseZoom(params.get('zoom')),
    flipped: params.getAll('flipped'),
    hidden: params.getAll('hidden'),
    closed: params.getAll('closed'),
    full: params.get('full'),
  };
}

function parseX(text: string | null): ChartSettings['x'] {
  if (text === 'time' || text === 'relative') return text;
  return text?.startsWith('metric:') === true && text.length > 7 ? `metric:${text.slice(7)}` : 'step';
}

function parseZoom(text: string | null): ChartSettings['zoom'] {
  const [from, to] = (text ?? '').split('..').map(Number);
  return from !== undefined && to !== undefined && from < to && Number.isFinite(to - from)
    ? { from, to }
    : null;
}

/** A list with the id in it, or without where it was. */
export function toggled(list: readonly string[], id: string): readonly string[] {
  return list.includes(id) ? list.filter((each) => each !== id) : [...list, id];
}
