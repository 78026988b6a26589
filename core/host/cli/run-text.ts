import type { Run } from '#contract/entities.ts';
import type { CommandResult } from './command-result.ts';
import { toOneLine, type Column } from './table.ts';
import { pairLines } from './text-blocks.ts';
import { wordDuration, wordMetric, wordMetricShort, wordTime } from './words.ts';

/** What a list of runs shows; on a terminal metrics are rounded and a long list of them is cut, so that lines do not wrap. */
export function runColumns(isTerminal: boolean): Column<Run>[] {
  return [
    { title: 'RUN', cell: ({ runId }) => runId },
    { title: 'NAME', cell: ({ name }) => name },
    {
      title: 'STATUS',
      cell: (run) => (run.lifecycle === 'deleted' ? `${run.status} (deleted)` : run.status),
    },
    { title: 'STARTED', cell: ({ startedAt }) => wordTime(startedAt) },
    {
      title: 'DURATION',
      cell: (run) => (run.endedAt === null ? '' : wordDuration(run.endedAt - run.startedAt)),
      right: true,
    },
    { title: 'METRICS', cell: (run) => wordMetrics(run, isTerminal) },
  ];
}

const maxMetricsText = 60;

function wordMetrics({ metrics }: Run, isTerminal: boolean): string {
  const word = isTerminal ? wordMetricShort : wordMetric;
  const text = metrics.map(({ key, value }) => `${key}=${word(value)}`).join(' ');
  return isTerminal && text.length > maxMetricsText ? `${text.slice(0, maxMetricsText - 3)}...` : text;
}

/** One run with everything that was logged to it. */
export function runResult(run: Run): CommandResult {
  return { json: run, text: () => describeRun(run) };
}

function describeRun(run: Run): string {
  const facts: [string, string][] = [
    ['Run', toOneLine(run.name)],
    ['Id', run.runId],
    ['Experiment', run.experimentId],
    ['Parent', run.parentRunId ?? ''],
    ['Children', run.childCount === 0 ? '' : String(run.childCount)],
    ['Status', run.status],
    ['State', run.lifecycle === 'deleted' ? 'deleted' : ''],
    ['User', toOneLine(run.userId)],
    ['Started', wordTime(run.startedAt)],
    ['Ended', wordTime(run.endedAt)],
    ['Artifacts', run.artifactUri],
    ['Client', toOneLine(run.client)],
  ];
  const metrics = run.metrics.map(({ key, value, step }): [string, string] => [
    toOneLine(key),
    `${wordMetric(value)} (step ${step})`,
  ]);
  return [
    pairLines(facts),
    section('Params', run.params.map(toPair)),
    section('Metrics', metrics),
    section('Tags', run.tags.map(toPair)),
  ].join('');
}

function toPair({ key, value }: { key: string; value: string }): [string, string] {
  return [toOneLine(key), toOneLine(value)];
}

function section(title: string, pairs: readonly [string, string][]): string {
  return pairs.length === 0 ? '' : `\n${title}\n${pairLines(pairs).replace(/^(?=.)/gm, '  ')}`;
}
