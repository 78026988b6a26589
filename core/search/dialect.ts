import type { Entity, Operator } from './ast.ts';

export type ValueType = 'text' | 'number';

/** What may be said about one key, or about every key of an entity. */
export interface KeyRule {
  type: ValueType;
  operators: readonly Operator[];
  canOrder: boolean;
  /** Takes a number in quotes, or a text that is a number without them, as some of MLflow's searches do. */
  isLoose?: boolean;
  /** Milliseconds since 1970 UTC, which may be written as `-7d` or `'2026-11-20'` too. */
  isTime?: boolean;
}

/** An attribute: its rule and the other names that MLflow's clients use for it. */
export interface AttributeRule extends KeyRule {
  aliases: readonly string[];
}

/** One entity of a dialect: with free keys (metrics, params, tags) or with a closed list (attributes, datasets). */
export interface EntityRule {
  entity: Entity;
  /** The words before the dot; the first is how the printer writes it. */
  names: readonly string[];
  keys: KeyRule | ReadonlyMap<string, AttributeRule>;
}

/** One search language, as data: each kind of thing that can be searched has a dialect. */
export interface Dialect {
  /** What is searched, in the plural, for messages. */
  subject: string;
  /** The first entity is the one of a key without a dot. */
  entities: readonly [EntityRule, ...EntityRule[]];
}

const presence = ['IS NULL', 'IS NOT NULL'] as const;
const numberOperators: readonly Operator[] = ['=', '!=', '<', '<=', '>', '>=', ...presence];
const textOperators: readonly Operator[] = ['=', '!=', 'LIKE', 'ILIKE', 'IN', 'NOT IN', ...presence];

/** A number with every comparison; a key of it may be ordered by. */
export const anyNumber: KeyRule = { type: 'number', operators: numberOperators, canOrder: true };
/** A time, in milliseconds since 1970 UTC. */
export const anyTime: KeyRule = { ...anyNumber, isTime: true };
/** A text with every comparison; a key of it may be ordered by. */
export const anyText: KeyRule = { type: 'text', operators: textOperators, canOrder: true };
export const textUnordered: KeyRule = { ...anyText, canOrder: false };

/** An attribute with the other names that it goes by. */
export const named = (rule: KeyRule, ...aliases: string[]): AttributeRule => ({ ...rule, aliases });

export function hasFreeKeys(keys: EntityRule['keys']): keys is KeyRule {
  return !(keys instanceof Map);
}

/** The attribute that `name` is, or is another name of. */
export function findAttribute(
  keys: ReadonlyMap<string, AttributeRule>,
  name: string,
): { key: string; rule: AttributeRule } | undefined {
  for (const [key, rule] of keys) {
    if (key === name || rule.aliases.includes(name)) return { key, rule };
  }
  return undefined;
}
