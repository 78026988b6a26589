import type { Entity } from './ast.ts';
import { findAttribute, hasFreeKeys, type Dialect, type EntityRule, type KeyRule } from './dialect.ts';
import { listWords, nearestWord, syntaxError, type Span } from './syntax-error.ts';

export interface ResolvedKey {
  entity: Entity;
  /** The canonical name of an attribute; any other key as it was written. */
  key: string;
  rule: KeyRule;
}

/**
 * Finds out what a written key means in a dialect.
 * @throws FILTER_SYNTAX unknown_entity or unknown_attribute with the nearest known name
 */
export function resolveKey(
  text: string,
  written: { entity: string | null; key: string },
  span: Span,
  dialect: Dialect,
): ResolvedKey {
  const rule = findEntity(text, written, span, dialect);
  if (hasFreeKeys(rule.keys)) return { entity: rule.entity, key: written.key, rule: rule.keys };
  const attribute = findAttribute(rule.keys, written.key);
  if (attribute !== undefined) return { entity: rule.entity, ...attribute };
  throw unknownAttribute(text, written, span, rule, dialect);
}

function findEntity(
  text: string,
  written: { entity: string | null; key: string },
  span: Span,
  dialect: Dialect,
): EntityRule {
  const [attributes] = dialect.entities;
  if (written.entity === null) return attributes;
  const { entity } = written;
  const found = dialect.entities.find(({ names }) => names.includes(entity));
  if (found !== undefined) return found;
  const names = dialect.entities.flatMap((rule) => rule.names.slice(0, 1));
  const nearest = nearestWord(
    entity,
    dialect.entities.flatMap((rule) => rule.names),
  );
  throw syntaxError(
    text,
    { position: span.position, length: Math.min(entity.length, span.length) },
    'unknown_entity',
    listWords(names.map((name) => `${name}.`)),
    nearest === null
      ? `A search of ${dialect.subject} knows these kinds of keys only.`
      : `Did you mean ${nearest}.?`,
  );
}

function unknownAttribute(
  text: string,
  written: { entity: string | null; key: string },
  span: Span,
  rule: EntityRule,
  dialect: Dialect,
): Error {
  const names = hasFreeKeys(rule.keys) ? [] : [...rule.keys.keys()];
  const nearest = nearestWord(written.key, names);
  const kinds = dialect.entities
    .filter(({ keys }) => hasFreeKeys(keys))
    .map(({ names: [name] }) => name ?? '');
  const free = kinds.map((name) => `${name}.\`${written.key.slice(0, 80)}\``);
  const hint = nearest === null ? '' : `Did you mean ${nearest}? `;
  const remedy = `${hint}A key that was logged needs its kind before it: ${listWords(free)}.`;
  return syntaxError(
    text,
    span,
    'unknown_attribute',
    listWords(names),
    rule.entity === 'attribute' ? remedy : hint.trim(),
  );
}
