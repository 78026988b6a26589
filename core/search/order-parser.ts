import type { OrderTerm } from './ast.ts';
import type { Dialect } from './dialect.ts';
import { resolveKey } from './key-resolver.ts';
import { readToken, type Token } from './lexer.ts';
import { hasFreeKeys } from './dialect.ts';
import { listWords, searchTooLarge, syntaxError, type Span } from './syntax-error.ts';

/** Keys in one order: each is a table in a join, of which SQLite takes 64. */
export const maxOrderTerms = 50;

/**
 * Parses the items of an order: `key`, `key ASC` or `key DESC`.
 * @throws FILTER_SYNTAX whose `filter` is the item; order_duplicate when a key is named twice
 * @throws LIMIT_EXCEEDED for more than `maxOrderTerms` items
 */
export function parseOrder(items: readonly string[], dialect: Dialect): OrderTerm[] {
  if (items.length > maxOrderTerms)
    throw searchTooLarge('keys in an order', maxOrderTerms, items.length, 'items');
  const terms: OrderTerm[] = [];
  for (const item of items) {
    const term = parseItem(item, dialect);
    if (terms.some((other) => other.entity === term.entity && other.key === term.key))
      throw duplicate(item, term);
    terms.push(term);
  }
  return terms;
}

function parseItem(text: string, dialect: Dialect): OrderTerm {
  const token = readToken(text, 0);
  const key = keyOf(token);
  if (key === null) throw unexpected(text, token, 'a key such as metrics.accuracy or start_time');
  const resolved = resolveKey(text, key, token, dialect);
  if (!resolved.rule.canOrder) throw notOrderable(text, token, dialect);
  const after = readToken(text, token.position + token.length);
  return { entity: resolved.entity, key: resolved.key, descending: readDirection(text, after) };
}

function keyOf(token: Token): { entity: string | null; key: string } | null {
  if (token.kind === 'key') return token;
  return token.kind === 'string' && token.quote === '"' ? { entity: null, key: token.value } : null;
}

/**
 * The key that a field names, where an order comes as fields and not as text: `name`, or after the first dot of
 * `metrics.val-loss` whatever follows, without quotes.
 * @throws FILTER_SYNTAX whose `filter` is the field
 */
export function resolveOrderField(field: string, dialect: Dialect): Pick<OrderTerm, 'entity' | 'key'> {
  const dot = field.indexOf('.');
  const written = { entity: dot === -1 ? null : field.slice(0, dot), key: field.slice(dot + 1) };
  const span = { position: 0, length: field.length };
  const { entity, key, rule } = resolveKey(field, written, span, dialect);
  if (!rule.canOrder) throw notOrderable(field, span, dialect);
  return { entity, key };
}

/** True for DESC. */
function readDirection(text: string, token: Token): boolean {
  if (token.kind === 'end') return false;
  const word =
    token.kind === 'key' && token.entity === null && !token.isQuoted ? token.key.toUpperCase() : '';
  if (word !== 'ASC' && word !== 'DESC') throw syntaxError(text, token, 'order_direction', 'ASC or DESC');
  const rest = readToken(text, token.position + token.length);
  if (rest.kind !== 'end') throw unexpected(text, rest, 'the end', 'Give each key an item of its own.');
  return word === 'DESC';
}

function unexpected(text: string, token: Token, expected: string, remedy = ''): Error {
  return syntaxError(
    text,
    token,
    token.kind === 'end' ? 'unexpected_end' : 'unexpected_token',
    expected,
    remedy,
  );
}

function notOrderable(text: string, token: Span, dialect: Dialect): Error {
  const kinds = dialect.entities.flatMap(({ names, keys }) => {
    if (hasFreeKeys(keys)) return keys.canOrder ? [`${names[0] ?? ''}.`] : [];
    return [...keys].filter(([, rule]) => rule.canOrder).map(([key]) => key);
  });
  const remedy = `A search of ${dialect.subject} cannot be ordered by it.`;
  return syntaxError(text, token, 'operator_not_allowed', listWords(kinds), remedy);
}

function duplicate(text: string, term: OrderTerm): Error {
  const token = readToken(text, 0);
  const remedy = `An order names each key once: leave out one of the two ${term.entity} ${term.key}.`;
  return syntaxError(text, token, 'order_duplicate', 'another key', remedy);
}
