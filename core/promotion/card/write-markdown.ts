import type { CardFinding, CardMetric, ModelCard } from '#contract/model-card.ts';
import { batchSignal } from '#contract/monitoring.ts';
import type { CardWords } from './card-words.ts';

export interface CardLanguage {
  words: CardWords;
  /** For numbers: `en`, `sv`. */
  locale: string;
}

/** A card as Markdown: what people wrote stays as they wrote it, the rest is escaped. `now` in ms since 1970 UTC. */
export function cardToMarkdown(card: ModelCard, language: CardLanguage, now: number): string {
  const { words } = language;
  const { version } = card;
  const parts = [
    `# ${escape(words.title(version.name, version.version))}`,
    card.description,
    version.description === card.description ? '' : version.description,
    pairs(aboutPairs(card, language)),
    `## ${words.intendedUse}`,
    card.intendedUse || `*${words.noIntendedUse}*`,
    `## ${words.results}`,
    ...resultParts(card.metrics, language),
    `## ${words.limits}`,
    card.limits,
    ...findingParts(card.findings, words),
    `## ${words.training}`,
    ...trainingParts(card, language),
    `## ${words.signature}`,
    ...signatureParts(card, words),
    `## ${words.environment}`,
    environmentPart(card, words),
    `## ${words.history}`,
    historyPart(card, words),
    '---',
    `*${words.made(wordTime(now))}*`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function aboutPairs(
  { version, owner, files }: ModelCard,
  { words, locale }: CardLanguage,
): [string, string][] {
  const size = version.bytes === null ? '' : `${wordNumber(version.bytes / 1000, locale)} kB`;
  const count = files === null ? '' : `${files.count} ${words.files}`;
  return [
    [words.owner, escape(owner)],
    [words.address, code(version.uri)],
    [words.aliases, version.aliases.map((alias) => code(`@${alias}`)).join(', ')],
    [words.registered, wordTime(version.createdAt)],
    [words.flavors, version.flavors.map(code).join(', ')],
    [words.size, [size, count].filter((part) => part !== '').join(', ')],
  ];
}

function resultParts(metrics: readonly CardMetric[], { words, locale }: CardLanguage): string[] {
  if (metrics.length === 0) return [`*${words.noResults}*`];
  const { metric, split, value, interval, rows, data } = words.columns;
  const lines = metrics.map((one) => [
    code(one.key),
    one.split === '' ? '–' : code(one.split),
    typeof one.value === 'number' ? wordNumber(one.value, locale) : one.value,
    one.low === null || one.high === null
      ? '–'
      : `${wordEnd(one.low, locale)} – ${wordEnd(one.high, locale)}`,
    one.n === null ? '–' : wordNumber(one.n, locale),
    one.dataset === null ? '–' : code(one.dataset),
  ]);
  const table = toTable([metric, split, value, interval, rows, data], lines, [2, 3, 4]);
  return metrics.some(({ low }) => low !== null) ? [table, `*${words.intervalNote}*`] : [table];
}

function findingParts(findings: readonly CardFinding[], words: CardWords): string[] {
  if (findings.length === 0) return [words.noFindings];
  const lines = findings.map(({ code: kind, facts }) => {
    const signal = batchSignal.safeParse(facts['signal']);
    const known = signal.success ? { ...facts, signal: words.signals[signal.data] } : facts;
    return `- ${escape(words.findings[kind](known))}`;
  });
  return [words.found, lines.join('\n')];
}

function trainingParts({ training, data }: ModelCard, { words, locale }: CardLanguage): string[] {
  const read = data
    .map(({ uri, rows }) =>
      rows === null ? code(uri) : `${code(uri)} (${words.rows(wordNumber(rows, locale))})`,
    )
    .join(', ');
  if (training === null) return [words.noRun, pairs([[words.data, read]])];
  const { startedAt, endedAt } = training;
  return [
    pairs([
      [words.run, `${escape(training.name)} ${code(training.runId)}`],
      [words.data, read],
      [words.started, wordTime(startedAt)],
      [words.took, endedAt === null ? '' : `${wordNumber((endedAt - startedAt) / 1000, locale)} s`],
      [words.trainedBy, escape(training.by)],
      [words.commit, training.commit === null ? '' : code(training.commit)],
    ]),
    training.params.length === 0
      ? ''
      : toTable(
          [words.params, words.columns.value],
          training.params.map(({ key, value }) => [code(key), code(value)]),
        ),
  ];
}

function signatureParts({ signature }: ModelCard, words: CardWords): string[] {
  const sides = (['inputs', 'outputs'] as const).filter((side) => signature[side].length > 0);
  if (sides.length === 0) return [words.noSignature];
  return sides.map((side) =>
    toTable(
      [`${words[side]}: ${words.name}`, words.type, words.required],
      signature[side].map(({ name, type, required }) => [
        name === '' ? words.unnamed : code(name),
        code(type),
        required ? words.yes : words.no,
      ]),
    ),
  );
}

function environmentPart({ version: { environment } }: ModelCard, words: CardWords): string {
  if (environment.length === 0) return words.noEnvironment;
  return toTable(
    [words.package, words.version],
    environment.map(({ name, version }) => [code(name), version === '' ? words.any : code(version)]),
  );
}

function historyPart({ aliases }: ModelCard, words: CardWords): string {
  if (aliases.length === 0) return words.noHistory;
  return toTable(
    [words.alias, words.from, words.to, words.reason],
    aliases.map(({ alias, from, to, reason }) => [
      code(`@${alias}`),
      wordTime(from),
      to === null ? words.now : wordTime(to),
      escape(reason),
    ]),
  );
}

function pairs(facts: readonly (readonly [string, string])[]): string {
  return facts
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `- **${name}:** ${value}`)
    .join('\n');
}

/** @param right places of columns with numbers */
function toTable(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = heads.map((_, place) => (right.includes(place) ? '---:' : '---'));
  return [line(heads), line(rule), ...rows.map(line)].join('\n');
}

/** A name that code gave, in a table or a line: a bar would end the cell, and breaks would end the line. */
function code(text: string): string {
  const flat = oneLine(text).replaceAll('|', '\\|');
  if (flat === '') return '–';
  const ticks = '`'.repeat(Math.max(0, ...[...flat.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const pad = flat.startsWith('`') || flat.endsWith('`') ? ' ' : '';
  return `${ticks}${pad}${flat}${pad}${ticks}`;
}

/** Plain words: no sign in them means anything to Markdown. */
function escape(text: string): string {
  return oneLine(text).replaceAll(/[\\`*_{}[\]<>#|~]/g, '\\$&');
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

function wordNumber(value: number, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumSignificantDigits: 4 }).format(value);
}

/** An end of an interval: three decimals, as wide as it is. */
function wordEnd(value: number, locale: string): string {
  return new Intl.NumberFormat(locale, { minimumFractionDigits: 3, maximumFractionDigits: 3 }).format(value);
}

/** `2026-11-20 14:03:22 UTC`: a document is read elsewhere. */
function wordTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
