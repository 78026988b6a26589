import type {
  TransferCounts,
  TransferJob,
  TransferPreview,
  TransferRemark,
  TransferReport,
} from '#contract/transfer.ts';
import type { CommandResult } from './command-result.ts';
import { formatTable, toOneLine, type Column } from './table.ts';
import { pairLines } from './text-blocks.ts';
import { wordBytes, wordCount, wordDuration, wordTime } from './words.ts';

/** How many remarks a terminal shows; `--json` has more. */
const maxRemarks = 40;

/** A job with its report. Exit 1 when it did not end well, or when what arrived is not what was sent. */
export function jobResult(job: TransferJob): CommandResult {
  const isWhole = !(job.report?.remarks.some(({ problem }) => problem === 'differs') ?? false);
  return {
    json: job,
    text: () => jobText(job),
    exitCode: job.state === 'running' || (job.state === 'done' && isWhole) ? 0 : 1,
  };
}

function jobText(job: TransferJob): string {
  const { report, error } = job;
  const head = pairLines([
    ['Job', `${job.jobId} (${job.direction})`],
    [job.direction === 'import' ? 'From' : 'To', job.address],
    ['State', job.state],
    ['Time', job.endedAt === null ? '' : wordDuration(job.endedAt - job.startedAt)],
    ['Problem', error?.message ?? ''],
    ...reportPairs(report),
  ]);
  return head + remarkLines(report?.remarks ?? [], report?.remarkCount ?? 0) + resumeLine(job);
}

function reportPairs(report: TransferReport | null): [string, string][] {
  if (report === null) return [];
  return [
    ['New', wordCounts(report.fresh)],
    ['Brought up to date', wordCounts(report.changed)],
    ['The same as before', wordCounts(report.same)],
    ['Read back', report.verified === null ? '' : wordCounts(report.verified)],
  ];
}

function resumeLine({ state }: TransferJob): string {
  const isOpen = state === 'failed' || state === 'canceled' || state === 'interrupted';
  return isOpen ? 'What was brought stays. The same command goes on from there.\n' : '';
}

/** `2 experiments, 8 runs, 12 points`; empty for nothing. */
export function wordCounts(counts: TransferCounts): string {
  const words = [
    [counts.experiments, 'experiment'],
    [counts.runs, 'run'],
    [counts.points, 'point'],
    [counts.loggedModels, 'logged model'],
    [counts.models, 'model'],
    [counts.versions, 'version'],
    [counts.files, 'file'],
  ] as const;
  const shown = words.filter(([n]) => n > 0).map(([n, noun]) => wordCount(n, noun));
  if (counts.bytes > 0) shown.push(wordBytes(counts.bytes));
  return shown.join(', ');
}

function remarkLines(remarks: readonly TransferRemark[], count: number): string {
  if (count === 0) return '';
  const shown = remarks.slice(0, maxRemarks);
  const lines = shown.map(
    ({ kind, what, detail }) => `  ${kind.replaceAll('_', ' ')} ${toOneLine(what)}: ${toOneLine(detail)}\n`,
  );
  const rest = count > shown.length ? `  and ${count - shown.length} more; --json tells them\n` : '';
  return `To note (${count}):\n${lines.join('')}${rest}`;
}

export function previewResult(preview: TransferPreview): CommandResult {
  return { json: preview, text: (isTerminal) => previewText(preview, isTerminal) };
}

type Planned = TransferPreview['experiments'][number];
type PlannedModel = TransferPreview['models'][number];

const actions: Readonly<Record<Planned['action'], string>> = {
  create: 'new',
  merge: 'into',
  leave: 'left',
};

const experimentColumns: Column<Planned>[] = [
  { title: 'EXPERIMENT', cell: ({ name }) => name },
  { title: 'AS', cell: ({ action, target }) => `${actions[action]} ${target}` },
  { title: 'RUNS', cell: ({ runs }) => (runs === null ? '' : String(runs)) },
  { title: 'THERE BEFORE', cell: ({ known }) => String(known) },
];

const modelColumns: Column<PlannedModel>[] = [
  { title: 'MODEL', cell: ({ name }) => name },
  { title: 'AS', cell: ({ action, target }) => `${actions[action]} ${target}` },
  { title: 'VERSIONS', cell: ({ versions }) => versions.join(', ') },
];

function previewText(preview: TransferPreview, isTerminal: boolean): string {
  const { address, version, direction, experiments, models, remarks } = preview;
  const head = pairLines([[direction === 'import' ? 'From' : 'To', `${address} (${version})`]]);
  const tables = [
    experiments.length === 0 ? '' : formatTable(experiments, experimentColumns, isTerminal),
    models.length === 0 ? '' : formatTable(models, modelColumns, isTerminal),
  ];
  return `${head}${tables.join('')}${remarkLines(remarks, remarks.length)}Nothing was written.\n`;
}

export const jobColumns: Column<TransferJob>[] = [
  { title: 'JOB', cell: ({ jobId }) => String(jobId) },
  { title: 'KIND', cell: ({ direction }) => direction },
  { title: 'STATE', cell: ({ state }) => state },
  { title: 'STARTED', cell: ({ startedAt }) => wordTime(startedAt) },
  { title: 'DONE', cell: ({ progress }) => wordCounts(progress.done) },
  { title: 'OTHER SIDE', cell: ({ address }) => address },
];
