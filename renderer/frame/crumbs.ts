import type { LinkProps } from '@tanstack/react-router';

/** One step of the way to a page. Left out, its params are those of the page itself; the page has no way to itself. */
export type Crumb = {
  readonly name: string;
  readonly to?: LinkProps['to'];
  readonly params?: { readonly name: string };
};

/** The ids and names in an address. */
export type CrumbParams = Partial<
  Readonly<
    Record<'experimentId' | 'runId' | 'traceId' | 'name' | 'version' | 'pipelineRunId' | 'model', string>
  >
>;

/** What the way says that the address does not: words, and names behind ids (empty while they are read). */
export type CrumbNames = {
  readonly places: Readonly<Record<string, string>>;
  readonly traces: string;
  readonly compare: string;
  readonly experiment: string;
  readonly run: string;
  readonly pipeline: string;
};

/** The way to a page, from the place of the sidebar that it belongs to down to itself. */
export function buildCrumbs(path: string, params: CrumbParams, names: CrumbNames): readonly Crumb[] {
  const [place = '', ...rest] = path.split('/').filter(Boolean);
  const word = names.places[place === '' ? 'home' : place];
  if (word === undefined) return [];
  if (rest.length === 0) return [{ name: word }];
  const list = { name: word, to: `/${place}` as LinkProps['to'] };
  switch (place) {
    case 'experiments':
      return [list, ...experimentCrumbs(rest, params, names)];
    case 'models':
      return [list, ...modelCrumbs(params)];
    case 'pipelines':
      return [list, ...pipelineCrumbs(params, rest, names)];
    default:
      return [list, { name: nameIn(params, rest) }];
  }
}

/** What the page is about, as the address names it. */
function nameIn({ name, model }: CrumbParams, rest: readonly string[]): string {
  return name ?? model ?? rest[0] ?? '';
}

/** An experiment is the page of its runs; runs, comparisons and traces have pages of their own below. */
function experimentCrumbs(
  [, part]: readonly string[],
  { traceId }: CrumbParams,
  names: CrumbNames,
): readonly Crumb[] {
  const experiment = { name: names.experiment, to: '/experiments/$experimentId' as const };
  switch (part) {
    case 'runs':
      return [experiment, { name: names.run }];
    case 'compare':
      return [experiment, { name: names.compare }];
    case 'traces':
      if (traceId === undefined) return [experiment, { name: names.traces }];
      return [
        experiment,
        { name: names.traces, to: '/experiments/$experimentId/traces' },
        { name: shortTrace(traceId) },
      ];
    default:
      return [{ name: names.experiment }];
  }
}

/** Runs have no names: as much of the id as tells them apart. */
function pipelineCrumbs(
  params: CrumbParams,
  rest: readonly string[],
  { pipeline }: CrumbNames,
): readonly Crumb[] {
  if (params.pipelineRunId === undefined) return [{ name: nameIn(params, rest) }];
  const page = { name: pipeline, to: '/pipelines/$name' as const, params: { name: pipeline } };
  return [page, { name: params.pipelineRunId.slice(0, 8) }];
}

function modelCrumbs({ name = '', version }: CrumbParams): readonly Crumb[] {
  if (version === undefined) return [{ name }];
  return [{ name, to: '/models/$name' }, { name: `v${version}` }];
}

/** As much of a trace's id as tells it apart. */
function shortTrace(traceId: string): string {
  return traceId.slice(0, 11);
}

/** `ibis-41 – churn – Stile`: what the page is about first, since tabs cut the end. Lists stand for themselves alone. */
export function wordTitle(crumbs: readonly Crumb[]): string {
  const told = crumbs.length > 2 ? crumbs.slice(1) : crumbs;
  const names = told.map(({ name }) => name).filter((name) => name !== '');
  return [...names.toReversed(), 'Stile'].join(' – ');
}
