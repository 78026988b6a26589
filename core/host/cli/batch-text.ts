import type { Batch, BatchCheck, BatchRow, BatchSignal } from '#contract/monitoring.ts';
import { formatTable, toOneLine, type Column } from './table.ts';
import { pairLines } from './text-blocks.ts';
import { wordTime } from './words.ts';

/* How the command shows batches and what was found in them. */

/** Empty for what the model does not tell. */
const three = (value: number | null): string => value?.toFixed(3) ?? '';
const percent = (value: number | null): string => (value === null ? '' : `${(value * 100).toFixed(1)} %`);

export const signalFormats: Readonly<Record<BatchSignal, (value: number) => string>> = {
  volume: (value) => value.toFixed(0),
  class_mix: three,
  mean_confidence: three,
  low_confidence_share: percent,
  oov_share: percent,
  text_length: (value) => value.toFixed(1),
};

const signalNames: Readonly<Record<BatchSignal, string>> = {
  volume: 'rows',
  class_mix: 'class mix',
  mean_confidence: 'mean confidence',
  low_confidence_share: 'unsure predictions',
  oov_share: 'unknown words',
  text_length: 'words per text',
};

export function wordSignal(signal: BatchSignal): string {
  return signalNames[signal];
}

/** `at most 53.6 %`, `at least 0.520`, `9.1 to 14.2`; empty where there is none. */
export function wordLimits({ signal, lower, upper }: Pick<BatchCheck, 'signal' | 'lower' | 'upper'>): string {
  const format = signalFormats[signal];
  if (lower !== null && upper !== null) return `${format(lower)} to ${format(upper)}`;
  if (upper !== null) return `at most ${format(upper)}`;
  return lower === null ? '' : `at least ${format(lower)}`;
}

const textOnTerminal = 60;

export function batchRowColumns(isTerminal: boolean): Column<BatchRow>[] {
  const cut = (text: string): string =>
    isTerminal && text.length > textOnTerminal ? `${text.slice(0, textOnTerminal - 1)}…` : text;
  return [
    { title: 'ROW', cell: ({ row }) => String(row), right: true },
    { title: 'PREDICTION', cell: ({ prediction }) => prediction },
    { title: 'CONFIDENCE', cell: ({ confidence }) => three(confidence), right: true },
    { title: 'UNKNOWN', cell: ({ oovShare }) => percent(oovShare), right: true },
    { title: 'LABEL', cell: ({ label }) => label ?? '' },
    { title: 'TEXT', cell: ({ text }) => cut(toOneLine(text)) },
  ];
}

export const batchColumns: Column<Batch>[] = [
  { title: 'ID', cell: ({ batchId }) => String(batchId), right: true },
  { title: 'MODEL', cell: ({ modelName, modelVersion }) => `${modelName} ${modelVersion}` },
  { title: 'SOURCE', cell: ({ source }) => source },
  { title: 'ROWS', cell: ({ rows }) => String(rows), right: true },
  { title: 'UNKNOWN', cell: ({ oovShare }) => percent(oovShare), right: true },
  { title: 'CONFIDENCE', cell: ({ meanConfidence }) => three(meanConfidence), right: true },
  { title: 'LABELS', cell: ({ labelled }) => String(labelled), right: true },
  { title: 'ACCURACY', cell: ({ accuracy }) => (accuracy === null ? '' : three(accuracy)), right: true },
  { title: 'VERDICT', cell: wordVerdict },
  { title: 'WHEN', cell: ({ createdAt }) => wordTime(createdAt) },
];

function wordVerdict({ checks }: Batch): string {
  if (checks.length === 0) return 'not monitored';
  const alerts = checks.filter(({ verdict }) => verdict === 'alert').map(({ signal }) => wordSignal(signal));
  return alerts.length === 0 ? 'ok' : `alert: ${alerts.join(', ')}`;
}

export function describeBatch(batch: Batch, isTerminal: boolean): string {
  const { checks, classic, accuracy, labelled, rows } = batch;
  const facts = pairLines([
    ['Batch', `${batch.batchId} of ${rows} rows`],
    ['Model', `${toOneLine(batch.modelName)} version ${batch.modelVersion}`],
    ['Dataset', batch.dataset],
    ['Source', toOneLine(batch.source)],
    ['Predicted', wordTime(batch.createdAt)],
    ['Classes', batch.classes.map(({ label, count }) => `${toOneLine(label)} ${count}`).join(', ')],
    ['Accuracy', accuracy === null ? '' : `${three(accuracy)} of ${labelled} labelled rows`],
    ['Run', batch.runId ?? ''],
    ['Pipeline run', batch.pipelineRunId ?? ''],
    ['Alerts', batch.alertIds.join(', ')],
    [
      'Classic rules',
      classic
        .filter(({ fires }) => fires)
        .map(({ rule }) => `${rule} would have fired`)
        .join(', '),
    ],
  ]);
  return checks.length === 0 ? facts : `${facts}\n${formatTable(checks, checkColumns, isTerminal)}`;
}

const checkColumns: Column<BatchCheck>[] = [
  { title: 'SIGNAL', cell: ({ signal }) => wordSignal(signal) },
  { title: 'VALUE', cell: ({ signal, value }) => signalFormats[signal](value), right: true },
  { title: 'LIMIT', cell: wordLimits },
  {
    title: 'USUAL',
    cell: ({ signal, expected }) => (expected === null ? '' : signalFormats[signal](expected)),
    right: true,
  },
  { title: 'VERDICT', cell: ({ verdict, method }) => (verdict === 'not_evaluated' ? method : verdict) },
];
