import { limits } from '#contract/inputs.ts';
import { compileLinearRegex, PatternError } from '#core/kernel/regex/linear-regex.ts';
import type { Condition, FilterNode, Operator } from './ast.ts';
import type { Dialect, KeyRule } from './dialect.ts';
import { resolveKey, type ResolvedKey } from './key-resolver.ts';
import { readDay, unitMs } from './times.ts';
import { quoteHint, readToken, type Token } from './lexer.ts';
import { listWords, searchTooLarge, syntaxError, type Span } from './syntax-error.ts';

/** Conditions in one search text; SQLite and the planner have to work through each. */
export const maxConditions = 500;

/** LIKE patterns in UTF-16 units: SQLite takes 50,000 bytes. */
const maxPattern = 16_000;

/** A pattern nests no deeper than it is long. */
const maxRegex = 1000;

/**
 * Parses a search text. Binding, tightest first: NOT, AND, OR; one AND too many at the end is let pass, as in MLflow.
 * Returns null for an empty text: no restriction.
 * @throws FILTER_SYNTAX with the place and what was expected there
 * @throws LIMIT_EXCEEDED for more than `maxConditions` conditions or an overlong pattern
 */
export function parseFilter(text: string, dialect: Dialect): FilterNode | null {
  const parser = new FilterParser(text, dialect);
  return parser.parseAll();
}

const operandExpected = 'a condition such as metrics.accuracy > 0.5, NOT or (';
const spelledOperators = new Map([
  ['==', '='],
  ['<>', '!='],
]);

class FilterParser {
  private readonly text: string;
  private readonly dialect: Dialect;
  private token: Token;
  private previousEnd = 0;
  private previousStart = 0;
  private depth = 0;
  private conditions = 0;

  constructor(text: string, dialect: Dialect) {
    this.text = text;
    this.dialect = dialect;
    this.token = readToken(text, 0);
  }

  parseAll(): FilterNode | null {
    if (this.isAtEnd()) return null;
    const filter = this.parseOr();
    if (!this.isAtEnd()) throw this.unexpected('AND, OR or the end of the text');
    return filter;
  }

  private parseOr(): FilterNode {
    const items = [this.parseAnd()];
    while (this.takeWord('OR')) items.push(this.parseAnd());
    return joinItems('or', items);
  }

  private parseAnd(): FilterNode {
    const items = [this.parseNot()];
    while (this.takeWord('AND')) {
      if (this.depth === 0 && this.isAtEnd()) break;
      items.push(this.parseNot());
    }
    return joinItems('and', items);
  }

  private parseNot(): FilterNode {
    const start = this.token;
    if (this.takeWord('NOT')) return this.nested(start, () => ({ kind: 'not', item: this.parseNot() }));
    if (this.takeSymbol('(')) return this.nested(start, () => this.parseGroup());
    return this.parseCondition();
  }

  private parseGroup(): FilterNode {
    const filter = this.parseOr();
    if (!this.takeSymbol(')')) throw this.unexpected('AND, OR or )');
    return filter;
  }

  /** Counts levels, so that hostile text ends in an error and not in a full call stack. */
  private nested(start: Span, parse: () => FilterNode): FilterNode {
    if (this.depth >= limits.filterDepth) {
      const remedy = `Parentheses and NOT nest ${limits.filterDepth} levels at most: write it flatter.`;
      throw syntaxError(this.text, start, 'too_deep', 'a simpler search text', remedy);
    }
    this.depth++;
    const node = parse();
    this.depth--;
    return node;
  }

  private parseCondition(): Condition {
    const { entity, key, rule, span } = this.takeKey();
    this.conditions++;
    if (this.conditions > maxConditions)
      throw searchTooLarge('conditions in a search text', maxConditions, this.conditions, 'items');
    const operator = this.takeOperator({ entity, key, rule, span });
    const isTime = rule.isTime === true && operator !== 'IS NULL' && operator !== 'IS NOT NULL';
    const value = isTime ? this.takeTime() : { value: this.takeValue(operator, rule) };
    return { kind: 'condition', entity, key, operator, ...value };
  }

  private takeKey(): ResolvedKey & { span: Span } {
    const { token } = this;
    const span = { position: token.position, length: token.length };
    if (token.kind === 'key' && !isReserved(token)) {
      this.next();
      return { ...resolveKey(this.text, token, span, this.dialect), span };
    }
    if (token.kind === 'string' && token.quote === '"') {
      this.next();
      return { ...resolveKey(this.text, { entity: null, key: token.value }, span, this.dialect), span };
    }
    throw this.unexpected(operandExpected);
  }

  private takeOperator(key: ResolvedKey & { span: Span }): Operator {
    const start = this.token;
    const operator = this.readOperator(key);
    if (key.rule.operators.includes(operator)) return operator;
    const span = { position: start.position, length: this.previousEnd - start.position };
    const name = `${key.entity} ${key.key}`;
    const expected = listWords(key.rule.operators);
    if (expected === '') {
      throw syntaxError(
        this.text,
        key.span,
        'operator_not_allowed',
        'another key',
        `${name} can be ordered by only.`,
      );
    }
    const remedy = `The ${name} is ${key.rule.type === 'number' ? 'a number' : 'a text'}.`;
    throw syntaxError(this.text, span, 'operator_not_allowed', expected, remedy);
  }

  private readOperator({ rule }: ResolvedKey): Operator {
    const { token } = this;
    if (token.kind === 'symbol' && comparisons.has(token.symbol)) {
      this.next();
      return token.symbol as Operator;
    }
    if (this.takeWord('LIKE')) return 'LIKE';
    if (this.takeWord('ILIKE')) return 'ILIKE';
    if (this.takeWord('RLIKE')) return 'RLIKE';
    if (this.takeWord('IN')) return 'IN';
    if (this.takeWord('NOT')) {
      if (this.takeWord('IN')) return 'NOT IN';
      throw this.unexpected(
        'IN',
        'To deny another comparison, write NOT before its key: NOT params.a LIKE "x%".',
      );
    }
    if (this.takeWord('IS')) return this.readPresence();
    throw this.unexpected(listWords(rule.operators), this.operatorRemedy());
  }

  private readPresence(): Operator {
    const operator = this.takeWord('NOT') ? 'IS NOT NULL' : 'IS NULL';
    if (this.takeWord('NULL')) return operator;
    throw this.unexpected(operator === 'IS NULL' ? 'NULL or NOT NULL' : 'NULL');
  }

  private operatorRemedy(): string {
    const { token } = this;
    const meant = token.kind === 'symbol' ? spelledOperators.get(token.symbol) : undefined;
    if (meant !== undefined) return `Write ${meant}.`;
    const isGlued = token.kind !== 'end' && token.position === this.previousEnd && token.kind !== 'symbol';
    return isGlued ? quoteHint(this.text, this.previousStart) : '';
  }

  private takeValue(operator: Operator, { type, isLoose = false }: KeyRule): Condition['value'] {
    if (operator === 'IS NULL' || operator === 'IS NOT NULL') return null;
    if (operator === 'IN' || operator === 'NOT IN') return this.takeList();
    if (type === 'number') return this.takeNumber(isLoose);
    return isLoose && this.token.kind === 'number' ? this.takeNumberAsText() : this.takeText(operator);
  }

  private takeNumber(isLoose: boolean): number {
    const { token } = this;
    if (token.kind === 'number') {
      this.next();
      return token.value;
    }
    if (isLoose && token.kind === 'string' && /^[+-]?\d{1,15}$/.test(token.value)) {
      this.next();
      return Number(token.value);
    }
    if (token.kind === 'end' || token.kind === 'symbol') throw this.unexpected('a number');
    const remedy =
      token.kind === 'string' ? 'Write the number without quotes.' : 'Write digits, as in 0.5 or 1e-3.';
    throw syntaxError(this.text, token, 'value_type', 'a number', remedy);
  }

  /** A number of ms, a time before now such as `-7d`, or a day with or without a time in quotes. */
  private takeTime(): Pick<Condition, 'value' | 'written' | 'isAgo'> {
    const { token } = this;
    if (token.kind === 'string') {
      const value = readDay(token.value);
      const remedy = "Write it as '2026-11-20', '2026-11-20 14:00' or -7d.";
      if (value === null) throw syntaxError(this.text, token, 'value_type', 'a time', remedy);
      this.next();
      return { value, written: `'${token.value}'` };
    }
    const value = this.takeNumber(false);
    const unit = this.token;
    if (unit.kind !== 'key' || unit.position !== this.previousEnd) return { value };
    const span = { position: token.position, length: token.length + unit.length };
    const written = this.text.slice(span.position, span.position + span.length);
    const ms = unit.entity === null ? unitMs.get(unit.key) : undefined;
    if (ms === undefined || value > 0) {
      const remedy = 'Write -30m, -12h, -7d or -2w for so many minutes, hours, days or weeks ago.';
      throw syntaxError(this.text, span, 'value_type', 'a time', remedy);
    }
    this.next();
    return { value: Math.round(value * ms), written, isAgo: true };
  }

  /** As it was written: `1.0` is not `1`. */
  private takeNumberAsText(): string {
    const { position, length } = this.token;
    this.next();
    return this.text.slice(position, position + length);
  }

  private takeText(operator: Operator): string {
    const { token } = this;
    if (token.kind === 'string') {
      const isPattern = operator === 'LIKE' || operator === 'ILIKE';
      if (isPattern && token.value.length > maxPattern)
        throw searchTooLarge('a LIKE pattern', maxPattern, token.value.length, 'characters');
      if (operator === 'RLIKE') this.checkRegex(token.value);
      this.next();
      return token.value;
    }
    if (token.kind === 'end' || token.kind === 'symbol') throw this.unexpected('a text in quotes');
    const shown = this.text.slice(token.position, token.position + Math.min(token.length, 80));
    throw syntaxError(this.text, token, 'value_type', 'a text in quotes', `Write '${shown}'.`);
  }

  /** What is wrong with a regular expression is told here, at its place, and not where rows are tested. */
  private checkRegex(pattern: string): void {
    if (pattern.length > maxRegex)
      throw searchTooLarge('a regular expression', maxRegex, pattern.length, 'characters');
    try {
      compileLinearRegex(pattern);
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      const remedy = `This one cannot be used: ${error.message}.`;
      throw syntaxError(this.text, this.token, 'value_type', 'a regular expression', remedy);
    }
  }

  private takeList(): string[] {
    if (!this.takeSymbol('(')) throw this.unexpected('a list in parentheses', "Write it as ('a', 'b').");
    if (this.token.kind === 'symbol' && this.token.symbol === ')') {
      throw syntaxError(
        this.text,
        this.token,
        'empty_list',
        'a text in quotes',
        'A list holds one text at least.',
      );
    }
    const values = [this.takeText('IN')];
    while (this.takeSymbol(',')) values.push(this.takeText('IN'));
    if (!this.takeSymbol(')')) throw this.unexpected('a comma or )');
    return values;
  }

  private isAtEnd(): boolean {
    return this.token.kind === 'end';
  }

  private next(): void {
    this.previousStart = this.token.position;
    this.previousEnd = this.token.position + this.token.length;
    this.token = readToken(this.text, this.previousEnd);
  }

  private takeWord(word: string): boolean {
    const { token } = this;
    const isWord = token.kind === 'key' && isReserved(token) && token.key.toUpperCase() === word;
    if (isWord) this.next();
    return isWord;
  }

  private takeSymbol(symbol: string): boolean {
    const isSymbol = this.token.kind === 'symbol' && this.token.symbol === symbol;
    if (isSymbol) this.next();
    return isSymbol;
  }

  private unexpected(expected: string, remedy = ''): Error {
    const problem = this.token.kind === 'end' ? 'unexpected_end' : 'unexpected_token';
    return syntaxError(this.text, this.token, problem, expected, remedy);
  }
}

const comparisons = new Set(['=', '!=', '<', '<=', '>', '>=']);
const reservedWords = new Set(['AND', 'OR', 'NOT', 'IN', 'IS', 'NULL', 'LIKE', 'ILIKE', 'RLIKE']);

/** Words of the language cannot be bare keys; after a dot or in quotes they are names like any other. */
function isReserved(token: { entity: string | null; key: string; isQuoted: boolean }): boolean {
  return token.entity === null && !token.isQuoted && reservedWords.has(token.key.toUpperCase());
}

function joinItems(kind: 'and' | 'or', items: readonly FilterNode[]): FilterNode {
  const [first] = items;
  return first !== undefined && items.length === 1 ? first : { kind, items };
}
