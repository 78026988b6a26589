import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Int64, LifecycleView, MetricValue, Tag } from '#contract/entities.ts';
import { readInt64 } from '#core/kernel/int64.ts';

/* What several commands take, and how what is typed becomes a value. Each parser names what it cannot read. */

export interface PageOptions {
  maxResults?: number;
  pageToken?: string;
  all?: boolean;
}

/** Adds --max-results, --page-token and --all. */
export function addPageOptions(command: Command): Command {
  return command
    .option('--max-results <n>', 'how many at most (100)', parseWhole)
    .option('--page-token <token>', 'go on after the page that gave this token')
    .option('--all', 'every page, one after the other');
}

export interface SearchOptions extends PageOptions {
  filter?: string;
  orderBy?: string[];
  view?: LifecycleView;
}

/** Adds --filter, --order-by and --view, and the page options. */
export function addSearchOptions(command: Command): Command {
  const view = new Option('--view <which>', 'active, deleted or all').choices(['active', 'deleted', 'all']);
  return addPageOptions(
    command
      .option('--filter <text>', 'only what this search finds')
      .option('--order-by <column...>', 'e.g. "metrics.accuracy DESC"; several count in turn')
      .addOption(view.default('active')),
  );
}

/** How many a page holds when all pages are read. */
const wholePage = 1000;

/**
 * One page, or with --all every page joined.
 * @param fetch asks for one page
 * @param itemsOf the list in a page
 */
export async function readPages<T, P extends { nextPageToken: string | null }>(
  options: PageOptions,
  fetch: (page: { maxResults?: number; pageToken?: string }) => Promise<P>,
  itemsOf: (page: P) => T[],
): Promise<{ items: T[]; nextPageToken: string | null }> {
  const { all, maxResults = all === true ? wholePage : undefined } = options;
  const size = maxResults === undefined ? {} : { maxResults };
  const items: T[] = [];
  let { pageToken } = options;
  for (;;) {
    const page = await fetch(pageToken === undefined ? size : { ...size, pageToken });
    items.push(...itemsOf(page));
    if (all !== true || page.nextPageToken === null) return { items, nextPageToken: page.nextPageToken };
    pageToken = page.nextPageToken;
  }
}

export function parseWhole(text: string): number {
  if (/^-?\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a whole number.');
}

/** A whole number of 64 bits; one that a number cannot hold stays a text. */
export function parseInt64(text: string): Int64 {
  const value = readInt64(text);
  if (value !== null) return value;
  throw new InvalidArgumentError('Give a whole number of at most 64 bits.');
}

/** Repeated `key=value`: the value may hold more equals signs. */
export function collectTag(text: string, tags: Tag[] = []): Tag[] {
  return [...tags, splitPair(text)];
}

/** @throws InvalidArgumentError when there is no equals sign */
export function splitPair(text: string): Tag {
  const at = text.indexOf('=');
  if (at > 0) return { key: text.slice(0, at), value: text.slice(at + 1) };
  throw new InvalidArgumentError(`"${text}" is no key=value. Write for example stage=dev.`);
}

const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const named: Readonly<Record<string, MetricValue>> = {
  nan: 'NaN',
  inf: 'Infinity',
  infinity: 'Infinity',
  '-inf': '-Infinity',
  '-infinity': '-Infinity',
};

export function collectMetric(text: string, metrics: TypedMetric[] = []): TypedMetric[] {
  return [...metrics, parseMetric(text)];
}

export interface TypedMetric {
  key: string;
  value: MetricValue;
}

/** A metric as it is typed: a number, NaN, inf or -inf. */
export function parseMetric(text: string): TypedMetric {
  const { key, value } = splitPair(text);
  if (number.test(value) && Number.isFinite(Number(value))) return { key, value: Number(value) };
  const special = named[value.toLowerCase().replace(/^\+/, '')];
  if (special !== undefined) return { key, value: special };
  throw new InvalidArgumentError(
    `"${value}" of ${key} is no number that can be kept. Write for example ${key}=0.93, or NaN, inf, -inf.`,
  );
}
