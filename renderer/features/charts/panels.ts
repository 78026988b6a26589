import type { MetricName } from '#contract/series.ts';

export type Split = 'train' | 'val' | 'test';

/** A metric of a chart, and which part of the data it speaks of. */
export type PanelKey = { readonly key: string; readonly split: Split | null };

export type ChartPanel = {
  readonly id: string;
  readonly title: string;
  readonly keys: readonly PanelKey[];
  /** `values`: logged once, so that there is no course to draw. */
  readonly kind: 'lines' | 'values';
};

/** Charts under a common beginning of their names; the first one, without, has the empty name. */
export type ChartSection = { readonly name: string; readonly panels: readonly ChartPanel[] };

const systemPrefix = 'system/';
const splitWords: Readonly<Record<string, Split>> = {
  train: 'train',
  training: 'train',
  val: 'val',
  valid: 'val',
  validation: 'val',
  test: 'test',
};
/** As many keys as one question takes. */
const valuesPerPanel = 16;

type PanelOptions = {
  readonly system: boolean;
  readonly find: string;
  /** Several runs are told apart by colour, so each metric has a chart of its own. */
  readonly isOneRun: boolean;
};

/** Which charts there are, in sections by name. */
export function arrangePanels(names: readonly MetricName[], options: PanelOptions): readonly ChartSection[] {
  const { system, find, isOneRun } = options;
  const wanted = find.trim().toLowerCase();
  const shown = names.filter(
    ({ key }) => key.startsWith(systemPrefix) === system && key.toLowerCase().includes(wanted),
  );
  const sections = Map.groupBy(shown, ({ key }) => sectionOf(system ? key.slice(systemPrefix.length) : key));
  return [...sections]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, members]) => ({ name, panels: panelsOf(name, members, isOneRun) }));
}

/** `train/loss` belongs with `val/loss`, not into a section of its own. */
function sectionOf(key: string): string {
  const [first = '', ...rest] = key.split('/');
  if (rest.length === 0) return '';
  if (splitWords[first.toLowerCase()] !== undefined) return sectionOf(rest.join('/'));
  return first;
}

function panelsOf(name: string, members: readonly MetricName[], isOneRun: boolean): readonly ChartPanel[] {
  const [single, courses] = [
    members.filter(({ longest }) => longest === 1),
    members.filter(({ longest }) => longest > 1),
  ];
  const values = isOneRun ? valueLists(name, single) : single.map(({ key }) => onePanel(key, 'values'));
  if (!isOneRun) return [...courses.map(({ key }) => onePanel(key, 'lines')), ...values];
  const groups = Map.groupBy(courses, ({ key }) => splitKey(key).base);
  const lines = [...groups].map(([base, group]): ChartPanel => {
    const [only] = group;
    const keys = group.map(({ key }) => ({ key, split: splitKey(key).split }));
    const order = ['train', 'val', 'test'];
    keys.sort((a, b) => order.indexOf(a.split ?? 'train') - order.indexOf(b.split ?? 'train'));
    return {
      id: base,
      title: group.length === 1 && only !== undefined ? only.key : base,
      keys,
      kind: 'lines',
    };
  });
  return [...lines, ...values];
}

function onePanel(key: string, kind: ChartPanel['kind']): ChartPanel {
  return { id: key, title: key, keys: [{ key, split: null }], kind };
}

function valueLists(name: string, single: readonly MetricName[]): readonly ChartPanel[] {
  const count = Math.ceil(single.length / valuesPerPanel);
  return Array.from({ length: count }, (_, i) => ({
    id: `values:${name}:${String(i)}`,
    title: '',
    keys: single
      .slice(i * valuesPerPanel, (i + 1) * valuesPerPanel)
      .map(({ key }) => ({ key, split: splitKey(key).split })),
    kind: 'values',
  }));
}

/** The name without the word for the part of the data: `val_loss`, `loss/val` and `val/loss` are all of `loss`. */
export function splitKey(key: string): { readonly base: string; readonly split: Split | null } {
  const parts = key.split(/([_/.-])/);
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  const [start, end] = [splitWords[first.toLowerCase()], splitWords[last.toLowerCase()]];
  if (parts.length < 3) return { base: key, split: null };
  if (start !== undefined) return { base: parts.slice(2).join(''), split: start };
  if (end !== undefined) return { base: parts.slice(0, -2).join(''), split: end };
  const inner = /^(.*\/)(train|training|val|valid|validation|test)_(.+)$/i.exec(key);
  if (inner === null) return { base: key, split: null };
  return {
    base: `${inner[1] ?? ''}${inner[3] ?? ''}`,
    split: splitWords[(inner[2] ?? '').toLowerCase()] ?? null,
  };
}
