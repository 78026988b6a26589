import type {
  AliasMove,
  ModelVersion,
  RegisteredModel,
  VersionFiles,
  VersionMetric,
} from '#contract/registry.ts';
import type { CommandResult } from './command-result.ts';
import { toOneLine, type Column } from './table.ts';
import { pairLines } from './text-blocks.ts';
import { wordBytes, wordMetric, wordMetricShort, wordTime } from './words.ts';

export const modelColumns: readonly Column<RegisteredModel>[] = [
  { title: 'MODEL', cell: ({ name }) => name },
  { title: 'VERSIONS', cell: ({ versionCount }) => String(versionCount), right: true },
  { title: 'CHAMPION', cell: ({ champion }) => String(champion?.version.version ?? ''), right: true },
  { title: 'SINCE', cell: ({ champion }) => wordTime(champion?.since ?? null) },
  {
    title: 'OTHER ALIASES',
    cell: ({ aliases }) =>
      aliases
        .filter(({ alias }) => alias !== 'champion')
        .map(({ alias, version }) => `${alias}=${version}`)
        .join(' '),
  },
  { title: 'METRIC', cell: ({ trend }) => wordTrend(trend) },
  { title: 'DESCRIPTION', cell: ({ description }) => description },
];

/** `heldout/accuracy 0.86 0.878 0.892`: from the oldest version to the newest. */
function wordTrend(trend: RegisteredModel['trend']): string {
  if (trend === null) return '';
  const values = trend.points.slice(-5).map(({ value }) => wordMetricShort(value));
  return [trend.split === '' ? trend.key : `${trend.split}/${trend.key}`, ...values].join(' ');
}

export const versionColumns: readonly Column<ModelVersion>[] = [
  { title: 'VERSION', cell: ({ version }) => String(version), right: true },
  { title: 'ALIASES', cell: ({ aliases }) => aliases.join(' ') },
  { title: 'CREATED', cell: ({ createdAt }) => wordTime(createdAt) },
  { title: 'METRICS', cell: ({ metrics }) => metrics.map(wordVersionMetric).join(' ') },
  { title: 'STAGE', cell: ({ stage }) => (stage === 'None' ? '' : stage) },
  { title: 'SOURCE', cell: ({ source }) => source },
];

export const fileColumns: readonly Column<VersionFiles['files'][number]>[] = [
  { title: 'SIZE', cell: ({ bytes }) => wordBytes(bytes), right: true },
  { title: 'PATH', cell: ({ path }) => path },
];

export const moveColumns: readonly Column<AliasMove>[] = [
  { title: 'WHEN', cell: ({ at }) => wordTime(at) },
  { title: 'ALIAS', cell: ({ alias }) => alias },
  { title: 'MOVE', cell: ({ kind }) => kind },
  { title: 'FROM', cell: ({ fromVersion }) => wordVersion(fromVersion), right: true },
  { title: 'TO', cell: ({ version }) => wordVersion(version), right: true },
  { title: 'WHO', cell: ({ actor }) => (actor.name === '' ? actor.kind : `${actor.kind} ${actor.name}`) },
  { title: 'WHY', cell: ({ reason }) => reason },
];

function wordVersion(version: number | null): string {
  return version === null ? '-' : String(version);
}

function wordVersionMetric({ split, key, value }: VersionMetric): string {
  return `${split}/${key}=${wordMetric(value)}`;
}

export function modelResult(model: RegisteredModel): CommandResult {
  const { champion, latestVersion, aliases, tags, rollbackTo } = model;
  const facts: [string, string][] = [
    ['Model', toOneLine(model.name)],
    ['Description', toOneLine(model.description)],
    ['Created', wordTime(model.createdAt)],
    ['Changed', wordTime(model.updatedAt)],
    ['Versions', String(model.versionCount)],
    ['Newest', latestVersion === null ? '' : String(latestVersion.version)],
    [
      'Champion',
      champion === null ? 'none' : `${champion.version.version} since ${wordTime(champion.since)}`,
    ],
    ['Roll back gives', rollbackTo === null ? '' : String(rollbackTo)],
    ...aliases
      .filter(({ alias }) => alias !== 'champion')
      .map(({ alias, version }): [string, string] => [`Alias ${alias}`, String(version)]),
    ...tags.map(toTagPair),
  ];
  return { json: model, text: () => pairLines(facts) };
}

export function versionResult(version: ModelVersion): CommandResult {
  const { runId, bytes, signature } = version;
  const facts: [string, string][] = [
    ['Version', toOneLine(version.uri)],
    ['Aliases', version.aliases.join(', ')],
    ['Stage', version.stage === 'None' ? '' : version.stage],
    ['Description', toOneLine(version.description)],
    ['Created', wordTime(version.createdAt)],
    ['User', toOneLine(version.userId)],
    ['Source', toOneLine(version.source)],
    ['Run', runId ?? ''],
    ['Datasets', version.datasets.join(', ')],
    ['Flavors', version.flavors.join(', ')],
    ['Size', bytes === null ? '' : wordBytes(bytes)],
    ['Inputs', signature === null ? '' : JSON.stringify(signature.inputs)],
    ['Outputs', signature === null ? '' : JSON.stringify(signature.outputs)],
    [
      'Environment',
      version.environment.map(({ name, version: limit }) => `${name} ${limit}`.trim()).join(', '),
    ],
    ...version.metrics.map(toMetricPair),
    ...version.tags.map(toTagPair),
  ];
  return { json: version, text: () => pairLines(facts) };
}

function toMetricPair({ split, key, value, n, dataset }: VersionMetric): [string, string] {
  const rows = n === null ? '' : ` of ${n} rows`;
  const from = dataset === null ? '' : ` in ${dataset}`;
  return [toOneLine(`Metric ${split}/${key}`), `${wordMetric(value)}${rows}${from}`];
}

function toTagPair({ key, value }: { key: string; value: string }): [string, string] {
  return [`Tag ${toOneLine(key)}`, toOneLine(value)];
}
