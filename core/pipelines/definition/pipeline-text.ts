import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Node,
  type Pair,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import type { PipelineProblem } from '#contract/pipelines.ts';
import { errorText, showValue } from '#core/kernel/errors.ts';

export type YamlPath = readonly PropertyKey[];

/** Of what a path names: the value, or the key that it stands under. */
export type Target = 'key' | 'value';

/** A problem before it is known where in the text it is. */
export interface Finding {
  code: PipelineProblem['code'];
  severity?: PipelineProblem['severity'];
  path: YamlPath;
  target?: Target;
  /** A piece of the value's own text, for a place inside of it. */
  within?: string;
  value: unknown;
  expected: string;
  message: string;
}

/** A pipeline's text, read as YAML. */
export interface PipelineText {
  /** The value; `undefined` when the text is no YAML. */
  data: unknown;
  /** What the YAML parser has to say. */
  syntaxProblems: PipelineProblem[];
  /** Gives findings their places. */
  place: PlaceFindings;
}

export type PlaceFindings = (findings: readonly Finding[]) => PipelineProblem[];

/** Longest file that is read, in characters: 1,000 tasks take some 150,000. */
const maxCharacters = 4_000_000;

/** After these, what the parser says follows from the first ones. */
const maxSyntaxProblems = 20;

/** Reads YAML 1.2 with the place of every node. Never throws: what is wrong becomes a problem. */
export function readPipelineText(text: string): PipelineText {
  const lines = new LineCounter();
  try {
    if (text.length > maxCharacters) throw new Error(`it is longer than ${maxCharacters} characters`);
    // Its own search for doubled keys compares each with all others: seconds for 10,000 tasks.
    const options = { lineCounter: lines, prettyErrors: false, uniqueKeys: false };
    const doc = parseDocument(text, options);
    const errors = doc.errors.map((error) => ({ message: wordSyntax(error), offset: error.pos[0] }));
    const syntaxProblems = [...errors, ...findDoubledKeys(doc)]
      .slice(0, maxSyntaxProblems)
      .map(({ message, offset }) => syntaxProblem(lines, offset, message));
    const data: unknown = syntaxProblems.length === 0 ? doc.toJS() : undefined;
    const places = { doc, lines, text, find: createPairFinder() };
    const place: PlaceFindings = (findings) => findings.map((finding) => placeFinding(places, finding));
    return { data, syntaxProblems, place };
  } catch (error) {
    // Too deep for the parser's stack, or aliases that would unfold to more than memory holds.
    const problem = syntaxProblem(lines, 0, wordFailure(error));
    return {
      data: undefined,
      syntaxProblems: [problem],
      place: placeAtTop,
    };
  }
}

/** For what has no places of its own. */
export function placeAtTop(findings: readonly Finding[]): PipelineProblem[] {
  return findings.map((finding) => toProblem(finding, { line: 1, col: 1 }));
}

/** The parser's own words, except where they speak of its code. */
function wordSyntax({ code, message }: YAMLError): string {
  if (code === 'MULTIPLE_DOCS') return 'a second document begins here, and a pipeline is one';
  return code === 'RESOURCE_EXHAUSTION'
    ? tooDeep
    : message.replace(/Maximum call stack size exceeded/, tooDeep);
}

const tooDeep = 'lists and mappings are nested too deeply in it';

function wordFailure(error: unknown): string {
  if (error instanceof RangeError) return tooDeep;
  return error instanceof ReferenceError
    ? 'its aliases unfold to far more than is written'
    : errorText(error);
}

/** `tasks.train.with.columns[0]` */
export function pathToText(path: YamlPath): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else text += text === '' ? String(part) : `.${String(part)}`;
  }
  return text;
}

function findDoubledKeys(doc: Document): { message: string; offset: number }[] {
  const found: { message: string; offset: number }[] = [];
  visit(doc, {
    Map: (_key, { items }) => {
      const seen = new Set<string>();
      for (const { key } of items) {
        const name = isScalar(key) ? String(key.value) : null;
        if (name !== null && seen.has(name)) {
          found.push({ message: `the key "${showValue(name)}" stands here twice`, offset: rangeOf(key)[0] });
        }
        if (name !== null) seen.add(name);
      }
    },
  });
  return found;
}

function syntaxProblem(lines: LineCounter, offset: number, message: string): PipelineProblem {
  const { line, col } = lines.linePos(offset);
  const place = { line: Math.max(1, line), column: Math.max(1, col) };
  return {
    code: 'yaml_syntax',
    severity: 'error',
    ...place,
    path: '',
    value: '',
    expected: message,
    message: `Line ${place.line}, column ${place.column} is no YAML: ${message}. Put it right there.`,
  };
}

interface Places {
  doc: Document;
  lines: LineCounter;
  text: string;
  find: PairFinder;
}

function placeFinding({ doc, lines, text, find }: Places, finding: Finding): PipelineProblem {
  const [start, end] = findRange(doc, find, finding.path, finding.target ?? 'value');
  const inside = finding.within === undefined ? -1 : text.slice(start, end).indexOf(finding.within);
  return toProblem(finding, lines.linePos(start + Math.max(0, inside)));
}

function toProblem(finding: Finding, { line, col }: { line: number; col: number }): PipelineProblem {
  return {
    code: finding.code,
    severity: finding.severity ?? 'error',
    line: Math.max(1, line),
    column: Math.max(1, col),
    path: pathToText(finding.path),
    value: finding.value === undefined ? '' : showValue(finding.value),
    expected: finding.expected,
    message: finding.message,
  };
}

/** Where the node of a path stands in the text; what is missing stands where its holder's key does. */
function findRange(doc: Document, find: PairFinder, path: YamlPath, target: Target): [number, number] {
  let node: unknown = doc.contents;
  let key: unknown = null;
  for (const part of path) {
    const resolved: unknown = isAlias(node) ? node.resolve(doc) : node;
    const pair = find(resolved, part);
    if (pair === undefined) return rangeOf(key);
    ({ key, value: node } = pair);
  }
  return target === 'key' || !hasRange(node) ? rangeOf(key) : rangeOf(node);
}

type PairFinder = (node: unknown, part: PropertyKey) => { key: unknown; value: unknown } | undefined;

/** Remembers the keys of a mapping once it was asked for one: 10,000 findings stand in one of as many tasks. */
function createPairFinder(): PairFinder {
  const known = new Map<YAMLMap, ReadonlyMap<string, Pair>>();
  return (node, part) => {
    if (isMap(node)) {
      const pairs = known.get(node) ?? indexPairs(node);
      known.set(node, pairs);
      return pairs.get(String(part));
    }
    const item = isSeq(node) && typeof part === 'number' ? node.items[part] : undefined;
    return item === undefined ? undefined : { key: item, value: item };
  };
}

/** The first of each name. */
function indexPairs({ items }: YAMLMap): Map<string, Pair> {
  const pairs = new Map<string, Pair>();
  for (const pair of items) {
    const name = isScalar(pair.key) ? String(pair.key.value) : '';
    if (!pairs.has(name)) pairs.set(name, pair);
  }
  return pairs;
}

function hasRange(node: unknown): node is Node & { range: [number, number, number] } {
  return (isMap(node) || isSeq(node) || isScalar(node) || isAlias(node)) && node.range != null;
}

function rangeOf(node: unknown): [number, number] {
  return hasRange(node) ? [node.range[0], node.range[1]] : [0, 0];
}
