import type { BatchRow } from '#contract/monitoring.ts';
import {
  classicWords,
  signalWords,
  wordLimits,
  wordMethod,
  wordShare,
  wordUnit,
  wordUtc,
  wordVerdict,
  type SummaryFacts,
} from './summary-facts.ts';

/** The summary as Markdown, for people who read it in a terminal, a mail or a merge request. */
export function renderMarkdown(facts: SummaryFacts): string {
  const { batch } = facts;
  const parts = [
    `# Batch ${batch.batchId}: ${escapeText(batch.modelName)} version ${batch.modelVersion}`,
    `**${escapeText(wordVerdict(facts))}**`,
    describeBatch(facts),
    ...(batch.checks.length === 0 ? [] : ['## Signals', signalTable(facts)]),
    ...alertParts(facts),
    '## Predictions',
    table(
      ['Class', 'Rows', 'Share'],
      batch.classes.map(({ label, count }) => [label, String(count), share(count, batch.rows)]),
    ),
    '## What the model was least sure of',
    rowTable(facts.unsure),
    ...classicParts(facts),
    `Written ${wordUtc(facts.madeAt)}.`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function describeBatch({ batch }: SummaryFacts): string {
  const accuracy =
    batch.accuracy === null
      ? 'no labels yet'
      : `${(batch.accuracy * 100).toFixed(1)} % of ${batch.labelled} labelled rows`;
  return [
    ['Rows', String(batch.rows)],
    ['Source', batch.source],
    ['Dataset', batch.dataset],
    ['Predicted', wordUtc(batch.createdAt)],
    ['Accuracy', accuracy],
  ]
    .map(([name = '', value = '']) => `- ${name}: ${escapeText(value)}`)
    .join('\n');
}

function alertParts({ alerts }: SummaryFacts): string[] {
  return alerts.flatMap((alert) => {
    const words = signalWords[alert.signal];
    const moved =
      alert.evidence.previousSource !== null && alert.evidence.previousSource !== alert.evidence.source
        ? ` The source changed from ${escapeText(alert.evidence.previousSource)} to ${escapeText(alert.evidence.source)}.`
        : '';
    return [
      `## Alert ${alert.alertId}: ${words.name.toLowerCase()} ${words.format(alert.value)}, ${wordLimits(alert)}`,
      `${words.meaning}${moved}`,
      alert.sameRowsAs === null
        ? rowTable(alert.evidence.rows.slice(0, 10))
        : `The most unusual rows are the same as of alert ${alert.sameRowsAs}.`,
    ];
  });
}

function signalTable({ batch }: SummaryFacts): string {
  return table(
    ['Signal', 'Value', 'Limit', 'Usual', 'Verdict'],
    batch.checks.map((check) => {
      const { name, format } = signalWords[check.signal];
      const verdict = { ok: 'ok', alert: '**alert**', not_evaluated: wordMethod(check.method) }[
        check.verdict
      ];
      const usual = check.expected === null ? '' : format(check.expected);
      return [name, format(check.value), wordLimits(check), usual, verdict];
    }),
    true,
  );
}

function classicParts({ batch }: SummaryFacts): string[] {
  if (batch.classic.length === 0) return [];
  const rules = table(
    ['Rule', 'Would have fired', 'To be known'],
    batch.classic.map(({ rule, fires }) => [
      classicWords[rule].name,
      fires ? 'yes' : 'no',
      classicWords[rule].caveat,
    ]),
  );
  return [
    '## The workshop’s classic rules',
    'They never raise an alert here; this is what they would have said.',
    rules,
  ];
}

function rowTable(rows: readonly BatchRow[]): string {
  return table(
    ['Row', 'Text', 'Prediction', 'Confidence', 'Unknown words'],
    rows.map((row) => [
      String(row.row),
      row.text.length > 200 ? `${row.text.slice(0, 199)}…` : row.text,
      row.prediction,
      wordUnit(row.confidence),
      wordShare(row.oovShare),
    ]),
  );
}

/** @param isMarkdown the cells are Markdown already */
function table(titles: readonly string[], rows: readonly (readonly string[])[], isMarkdown = false): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const body = rows.map((cells) => line(isMarkdown ? cells : cells.map(escapeText)));
  return [line(titles), line(titles.map(() => '---')), ...body].join('\n');
}

/** Texts of users are shown as they are: no markup, no HTML, no second line, no other cell. */
function escapeText(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\\`*{}[\]#!|~<>&]|\b_|_\b/g, (character) => (character === '<' ? '&lt;' : `\\${character}`));
}

function share(count: number, total: number): string {
  return `${((count / total) * 100).toFixed(1)} %`;
}
