import { readKey } from './condition-text.ts';
import type { ConditionKey } from './condition-text.ts';

/** What may be written at a place of a filter, and which part of the text it takes the place of. */
export type FilterCursor = {
  readonly from: number;
  readonly to: number;
  /** What of it is written already. */
  readonly typed: string;
} & (
  | { readonly wants: 'key' | 'join' }
  | { readonly wants: 'operator'; readonly key: ConditionKey }
  | { readonly wants: 'value'; readonly key: ConditionKey; readonly inList: boolean }
);

type Token = { readonly text: string; readonly start: number; readonly end: number };

/** Names with or without backticks, texts in quotes also while they are open, numbers with a unit, signs. */
const tokenPattern =
  /`(?:[^`]|``)*`?|'(?:[^']|'')*'?|"(?:[^"]|"")*"?|[\p{L}_][\p{L}\p{N}_]*(?:\.(?:`(?:[^`]|``)*`?|[\p{L}\p{N}_]*))*|[+-]?[\d.]+\w*|<=|>=|!=|\S/gu;

type State = {
  wants: 'key' | 'operator' | 'value' | 'join';
  key: ConditionKey | null;
  /** The words of an operator so far, such as `IS NOT`. */
  operator: string;
  inList: boolean;
};

/** What the text before the caret leads to. The token that touches the caret is what is being written. */
export function readCursor(text: string, caret: number): FilterCursor | null {
  const tokens = readTokens(text.slice(0, caret));
  const last = tokens.at(-1);
  const isOpen = last !== undefined && last.end === caret && !/^[(),]$/.test(last.text);
  const state: State = { wants: 'key', key: null, operator: '', inList: false };
  for (const token of isOpen ? tokens.slice(0, -1) : tokens) advance(state, token.text);
  const typed = isOpen ? last.text : '';
  const place = { from: isOpen ? last.start : caret, to: caret, typed };
  if (state.wants === 'key' || state.wants === 'join') return { ...place, wants: state.wants };
  if (state.key === null) return null;
  if (state.wants === 'operator') {
    const words = state.operator === '' ? typed : `${state.operator} ${typed}`;
    return {
      ...place,
      from: place.from - lengthOf(text, place.from, state.operator),
      typed: words,
      wants: 'operator',
      key: state.key,
    };
  }
  return { ...place, wants: 'value', key: state.key, inList: state.inList };
}

function readTokens(text: string): readonly Token[] {
  return [...text.matchAll(tokenPattern)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** From the beginning of an operator of several words to the word that is being written. */
function lengthOf(text: string, end: number, operator: string): number {
  if (operator === '') return 0;
  const start = text.slice(0, end).search(new RegExp(`${operator.replace(' ', '\\s+')}\\s*$`, 'i'));
  return start < 0 ? 0 : end - start;
}

function advance(state: State, token: string): void {
  const word = token.toUpperCase();
  if (state.wants === 'key') {
    if (word === 'NOT' || token === '(') return;
    Object.assign(state, { wants: 'operator', key: readWrittenKey(token), operator: '', inList: false });
  } else if (state.wants === 'operator') takeOperator(state, word);
  else if (state.wants === 'value') takeValue(state, token);
  else if (word === 'AND' || word === 'OR') state.wants = 'key';
}

function takeOperator(state: State, word: string): void {
  state.operator = state.operator === '' ? word : `${state.operator} ${word}`;
  if (word === 'IS' || word === 'NOT') return;
  state.wants = word === 'NULL' ? 'join' : 'value';
}

function takeValue(state: State, token: string): void {
  const isList = state.operator === 'IN' || state.operator === 'NOT IN';
  if (!isList || token === ')') {
    Object.assign(state, { wants: 'join', inList: false });
    return;
  }
  if (token === '(') state.inList = true;
}

/** `metrics.`val loss`` and other names of the kinds, as the search language takes them. */
function readWrittenKey(token: string): ConditionKey | null {
  const [, kind = '', rest = ''] = /^([^.`]+)\.(.*)$/s.exec(token) ?? [];
  const quoted = /^`((?:[^`]|``)*)`$/s.exec(rest)?.[1];
  const name = quoted === undefined ? rest : quoted.replaceAll('``', '`');
  const kinds: Readonly<Record<string, string>> = {
    metrics: 'metrics',
    metric: 'metrics',
    params: 'params',
    param: 'params',
    tags: 'tags',
    tag: 'tags',
  };
  const known = kinds[kind];
  if (known !== undefined) return readKey(`${known}.${name}`);
  return readKey(kind === 'attributes' ? rest : token);
}
