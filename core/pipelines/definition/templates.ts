import type { Json } from '#core/kernel/json.ts';

/** A piece of a text with templates: text as it is, or a dotted name to fill in. */
export type TemplatePart =
  { kind: 'text'; text: string } | { kind: 'name'; name: readonly string[]; source: string };

export type TemplateText =
  { ok: true; parts: readonly TemplatePart[] } | { ok: false; source: string; problem: string };

const dottedName = /^[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)*$/;
const literal = /^(?:'([^']*)'|"([^"]*)")$/;

function hasTemplate(text: string): boolean {
  return text.includes('{{');
}

/**
 * Splits a text at its `{{ name }}`s. What stands in quotes is text: `{{ '{{' }}` gives two braces.
 */
function parseTemplate(text: string): TemplateText {
  const parts: TemplatePart[] = [];
  let at = 0;
  for (;;) {
    const open = text.indexOf('{{', at);
    if (open === -1) break;
    if (open > at) parts.push({ kind: 'text', text: text.slice(at, open) });
    const close = findClose(text, open + 2);
    if (close === -1) return { ok: false, source: text.slice(open), problem: 'the closing }} is missing' };
    const source = text.slice(open, close + 2);
    const part = parseExpression(source);
    if (part === null) {
      return { ok: false, source, problem: 'between the braces stands one dotted name, such as params.rows' };
    }
    parts.push(part);
    at = close + 2;
  }
  if (at < text.length || parts.length === 0) parts.push({ kind: 'text', text: text.slice(at) });
  return { ok: true, parts };
}

/** Quotes may hold braces. */
function findClose(text: string, from: number): number {
  const quoted = /^\s*(?:'[^']*'|"[^"]*")/.exec(text.slice(from));
  return text.indexOf('}}', from + (quoted?.[0].length ?? 0));
}

function parseExpression(source: string): TemplatePart | null {
  const inside = source.slice(2, -2).trim();
  const quoted = literal.exec(inside);
  if (quoted !== null) return { kind: 'text', text: quoted[1] ?? quoted[2] ?? '' };
  return dottedName.test(inside) ? { kind: 'name', name: inside.split('.'), source } : null;
}

/** Every text with templates in a value, with the path to it. */
export function* walkTemplates(
  value: unknown,
  path: readonly (string | number)[] = [],
): Generator<{ path: readonly (string | number)[]; text: string; template: TemplateText }> {
  if (typeof value === 'string') {
    if (hasTemplate(value)) yield { path, text: value, template: parseTemplate(value) };
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* walkTemplates(item, [...path, index]);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) yield* walkTemplates(item, [...path, key]);
  }
}

/** What a name stands for; `undefined` for nothing, such as the output of a task that was skipped. */
export type Lookup = (name: readonly string[]) => Json | undefined;

/**
 * Fills in the templates of a value. A text that is one template and nothing else takes the value with its type, and a
 * key whose value is nothing is left out; in a longer text values become text.
 * @throws Error naming what has no value, when it stands in a longer text
 */
export function renderTemplates(value: Json, lookup: Lookup): Json | undefined {
  if (typeof value === 'string') return hasTemplate(value) ? renderText(value, lookup) : value;
  if (Array.isArray(value)) {
    return value.map((item) => renderTemplates(item, lookup)).filter((item) => item !== undefined);
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, renderTemplates(item, lookup)] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, Json] => entry[1] !== undefined));
}

function renderText(text: string, lookup: Lookup): Json | undefined {
  const template = parseTemplate(text);
  if (!template.ok) throw new Error(`${template.source}: ${template.problem}`);
  const [first, ...more] = template.parts;
  if (first?.kind === 'name' && more.length === 0) return lookup(first.name);
  return template.parts
    .map((part) => (part.kind === 'text' ? part.text : valueToText(part, lookup)))
    .join('');
}

function valueToText(part: Extract<TemplatePart, { kind: 'name' }>, lookup: Lookup): string {
  const value = lookup(part.name);
  if (value === undefined) throw new Error(`${part.source} has no value in this run`);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
