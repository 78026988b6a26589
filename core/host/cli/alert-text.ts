import type { AlertEvent } from '#contract/alert-handling.ts';
import type { Alert, AlertEvidence } from '#contract/monitoring.ts';
import { batchRowColumns, signalFormats, wordLimits, wordSignal } from './batch-text.ts';
import type { CommandResult } from './command-result.ts';
import { formatTable, toOneLine, type Column } from './table.ts';
import { pairLines } from './text-blocks.ts';
import { wordTime } from './words.ts';

/* How the command shows alerts and what happened to them. */

export const alertColumns: Column<Alert>[] = [
  { title: 'ID', cell: ({ alertId }) => String(alertId), right: true },
  { title: 'STATE', cell: ({ state }) => state },
  { title: 'SEVERITY', cell: ({ severity }) => severity },
  { title: 'MODEL', cell: ({ modelName, modelVersion }) => `${modelName} ${modelVersion}` },
  { title: 'SIGNAL', cell: ({ signal }) => wordSignal(signal) },
  { title: 'VALUE', cell: ({ signal, value }) => signalFormats[signal](value), right: true },
  { title: 'LIMIT', cell: wordLimits },
  { title: 'BATCH', cell: ({ batchId }) => String(batchId), right: true },
  { title: 'BREACHES', cell: ({ breaches }) => String(breaches), right: true },
  { title: 'SINCE', cell: ({ firedAt }) => wordTime(firedAt) },
  { title: 'ASSIGNEE', cell: ({ assignee }) => toOneLine(assignee ?? '') },
];

export const eventColumns: Column<AlertEvent>[] = [
  { title: 'WHEN', cell: ({ at }) => wordTime(at) },
  { title: 'WHAT', cell: ({ kind }) => kind },
  {
    title: 'BY',
    cell: ({ by, batchId }) => (batchId === null ? toOneLine(by?.name ?? '') : `batch ${batchId}`),
  },
  { title: 'UNTIL', cell: ({ until }) => (until === null ? '' : wordTime(until)) },
  { title: 'COMMENT', cell: ({ commentId }) => (commentId === null ? '' : String(commentId)), right: true },
  { title: 'TEXT', cell: ({ text }) => toOneLine(text ?? '') },
];

/** One alert or several that a command changed. */
export function alertResult(alerts: readonly Alert[]): CommandResult {
  const [only, ...more] = alerts;
  if (only !== undefined && more.length === 0) return { json: only, text: () => alertLines(only) };
  return { json: { alerts }, text: (isTerminal) => formatTable(alerts, alertColumns, isTerminal) };
}

export function evidenceResult(
  alert: Alert & { evidence: AlertEvidence },
  events: readonly AlertEvent[],
): CommandResult {
  const { evidence } = alert;
  const facts: [string, string][] = [
    ['Source', toOneLine(evidence.source)],
    ['Source before', toOneLine(evidence.previousSource ?? '')],
    ['Reference', `${evidence.reference.rows} rows of ${evidence.reference.modelUri}`],
  ];
  return {
    json: { ...alert, events },
    text: (isTerminal) =>
      [
        alertLines(alert, facts),
        formatTable(evidence.rows, batchRowColumns(isTerminal), isTerminal),
        formatTable(events, eventColumns, isTerminal),
      ].join('\n'),
  };
}

function alertLines(alert: Alert, more: readonly [string, string][] = []): string {
  const { acknowledged, snoozed, resolved, signal } = alert;
  return pairLines([
    [
      'Alert',
      `${alert.alertId}: ${wordSignal(signal)} ${signalFormats[signal](alert.value)}, ${wordLimits(alert)}`,
    ],
    ['State', alert.state],
    ['Severity', alert.severity],
    ['Model', `${toOneLine(alert.modelName)} version ${alert.modelVersion}`],
    ['Batch', `${alert.batchId}, ${alert.n} rows`],
    ['Fired', wordTime(alert.firedAt)],
    ['Breaches', `${alert.breaches}, the last one by batch ${alert.lastBatchId}`],
    ['Assignee', toOneLine(alert.assignee ?? '')],
    [
      'Acknowledged',
      acknowledged === null ? '' : wordAction(acknowledged.at, acknowledged.by.name, acknowledged.note),
    ],
    ['Snoozed until', snoozed === null ? '' : wordAction(snoozed.until, snoozed.by.name, snoozed.note)],
    ['Resolved', resolved === null ? '' : wordAction(resolved.at, resolved.by.name, resolved.reason)],
    ...more,
  ]);
}

function wordAction(at: number, by: string, words: string): string {
  return `${wordTime(at)} by ${toOneLine(by)}${words === '' ? '' : `: ${toOneLine(words)}`}`;
}
