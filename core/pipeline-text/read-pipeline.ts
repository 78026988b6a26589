import { isNode, LineCounter, parseDocument } from 'yaml';
import { splitBlocks, type Blocks } from './blocks.ts';
import type { GraphTask, PipelineGraph, ReadText, SyntaxProblem } from './types.ts';
import {
  findDoubledKey,
  findPair,
  hasSharedValues,
  isAlias,
  isMap,
  keyText,
  nextLine,
  pairRange,
  parsePlace,
  type Pair,
  type Place,
} from './yaml-place.ts';

/** Reads texts that follow each other as edits do: what did not change is not read again. */
export interface PipelineReader {
  read(text: string): ReadText;
}

/** A task of a piece of text; the range is from the beginning of the piece. */
interface Piece {
  id: string;
  data: unknown;
  range: readonly [number, number];
}

interface Known {
  /** By their text; null for one that is not YAML by itself. */
  pieces: Map<string, Piece | null>;
  /** Of what stands outside of the tasks. */
  tops: Map<string, Record<string, unknown> | null>;
  last: { text: string; read: ReadText } | null;
}

export function createPipelineReader(): PipelineReader {
  let known: Known = { pieces: new Map(), tops: new Map(), last: null };
  return {
    read: (text) => {
      if (known.last?.text === text) return known.last.read;
      const next: Known = { pieces: new Map(), tops: new Map(), last: null };
      const read = readByBlocks(text, known, next) ?? readWhole(text);
      // After a slip in the text the pieces of the time before are wanted again.
      known = { ...(read.graph === null || next.pieces.size === 0 ? known : next), last: { text, read } };
      return read;
    },
  };
}

/** Reads one text. */
export function readPipeline(text: string): ReadText {
  return createPipelineReader().read(text);
}

function readByBlocks(text: string, known: Known, next: Known): ReadText | null {
  const blocks = splitBlocks(text);
  if (blocks === null) return null;
  const top = readTop(blocks, known, next);
  if (top === null) return null;
  const pieces: (Piece & { at: number })[] = [];
  for (const { at, text: own } of blocks.tasks) {
    const piece = known.pieces.get(own) ?? next.pieces.get(own) ?? readPiece(own);
    next.pieces.set(own, piece);
    if (piece === null) return null;
    pieces.push({ ...piece, at });
  }
  if (new Set(pieces.map(({ id }) => id)).size !== pieces.length) return null;
  return { graph: buildGraph(top, pieces), syntax: null };
}

function readTop({ head, tail }: Blocks, known: Known, next: Known): Record<string, unknown> | null {
  const parts = [head, tail].map((part) => {
    const top = known.tops.get(part) ?? readMapping(part);
    next.tops.set(part, top);
    return top;
  });
  const [first, second] = parts;
  if (first == null || second == null) return null;
  const isDoubled = Object.keys(second).some((key) => key === 'tasks' || Object.hasOwn(first, key));
  return isDoubled || Object.hasOwn(first, 'tasks') ? null : { ...first, ...second };
}

/** An empty text is a mapping without keys. */
function readMapping(text: string): Record<string, unknown> | null {
  const place = parsePlace(text);
  if (place === null || hasSharedValues(place.doc)) return null;
  const { contents } = place.doc;
  if (contents === null) return {};
  return isMap(contents) ? (place.doc.toJS() as Record<string, unknown>) : null;
}

function readPiece(text: string): Piece | null {
  const place = parsePlace(text);
  if (place === null || hasSharedValues(place.doc)) return null;
  const [piece, ...more] = readPieces(place, place.doc.contents);
  return piece === undefined || more.length > 0 ? null : piece;
}

function readPieces(place: Place, map: unknown): Piece[] {
  if (!isMap(map)) return [];
  return map.items.map((pair) => ({
    id: keyText(pair.key) ?? '',
    data: pairData(place, pair),
    range: withLineComment(place, pairRange(place, pair)),
  }));
}

/** A comment behind the last value of a task is the task's. */
function withLineComment({ text }: Place, [from, to]: Piece['range']): Piece['range'] {
  const comment = /^[ \t]+#[^\r\n]*/.exec(text.slice(to, nextLine(text, to)));
  return [from, to + (comment?.[0].length ?? 0)];
}

/** The value of a pair as YAML reads it. */
function pairData({ doc }: Place, { value }: Pair): unknown {
  return isNode(value) ? (value.toJS(doc) as unknown) : null;
}

function readWhole(text: string): ReadText {
  const lines = new LineCounter();
  try {
    const doc = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
    const [error] = doc.errors;
    if (error !== undefined) return { graph: null, syntax: problemAt(lines, error.pos[0], error.message) };
    const doubled = findDoubledKey(doc);
    if (doubled !== null)
      return {
        graph: null,
        syntax: problemAt(lines, doubled.at, `the key "${doubled.key}" stands here twice`),
      };
    const { contents } = doc;
    if (contents !== null && !isMap(contents))
      return { graph: null, syntax: problemAt(lines, 0, 'a pipeline is a mapping of keys') };
    const { tasks: _tasks, ...top } = (doc.toJS() ?? {}) as Record<string, unknown>;
    const place = { doc, text, at: 0, newline: '\n', whole: text };
    const tasks = contents === null ? undefined : findPair(contents, 'tasks')?.value;
    const pieces = readPieces(place, resolveAlias(place, tasks)).map((piece) => ({ ...piece, at: 0 }));
    return { graph: buildGraph(top, pieces), syntax: null };
  } catch (error) {
    // Too deep for the parser's stack, or aliases that would unfold to more than memory holds.
    return {
      graph: null,
      syntax: problemAt(lines, 0, error instanceof Error ? error.message : String(error)),
    };
  }
}

function resolveAlias({ doc }: Place, node: unknown): unknown {
  return isAlias(node) ? node.resolve(doc) : node;
}

function problemAt(lines: LineCounter, at: number, message: string): SyntaxProblem {
  const { line, col } = lines.linePos(at);
  return { at, line: Math.max(1, line), column: Math.max(1, col), message };
}

function buildGraph(
  top: Record<string, unknown>,
  pieces: readonly (Piece & { at: number })[],
): PipelineGraph {
  const rule = asObject(top['defaults'])['trigger_rule'];
  const defaultRule = typeof rule === 'string' ? rule : 'all_success';
  const tasks = pieces.map((piece) => buildTask(piece, defaultRule));
  return {
    name: typeof top['name'] === 'string' ? top['name'] : null,
    description: typeof top['description'] === 'string' ? top['description'] : '',
    tasks,
    byId: new Map(tasks.map((task) => [task.id, task])),
    top,
  };
}

function buildTask(
  { id, data, range: [from, to], at }: Piece & { at: number },
  defaultRule: string,
): GraphTask {
  const { type, needs, teardown, trigger_rule: rule, group, map } = asObject(data);
  const teardownOf = readTexts(teardown);
  const ownRule = typeof rule === 'string' ? rule : defaultRule;
  return {
    id,
    type: typeof type === 'string' ? type : null,
    needs: [...new Set([...readTexts(needs), ...teardownOf])],
    teardownOf,
    triggerRule: teardownOf.length > 0 ? 'all_done_setup_success' : ownRule,
    group: typeof group === 'string' ? group : null,
    isMapped: map !== undefined,
    data,
    range: [at + from, at + to],
  };
}

export function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

export function readTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
