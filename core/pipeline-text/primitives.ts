import type { TextSplice } from '#contract/pipeline-editing.ts';
import { splitBlocks, type Blocks } from './blocks.ts';
import { insertData, moveData, moveItem, renameDataKey, sameData, setData, unsetData } from './data-edits.ts';
import { planMove } from './move-edits.ts';
import {
  planFirstTask,
  planInsertItem,
  planInsertTask,
  planRenameKey,
  planSet,
  planUnset,
  type Path,
} from './node-edits.ts';
import type { PipelineReader } from './read-pipeline.ts';
import { applySplices, spliceBetween } from './splices.ts';
import { EditRefused, type PipelineGraph } from './types.ts';
import { findPair, hasSharedValues, isMap, parsePlace, type Place } from './yaml-place.ts';

/** The smallest changes: every operation is made of these, and each is held against what it was to do. */
export type Primitive =
  | { kind: 'set'; path: Path; value: unknown; after?: string }
  /** A task as somebody wrote it: `lines` begin in the first column. */
  | { kind: 'insertTask'; path: Path; value: unknown; lines: string }
  | { kind: 'unset'; path: Path }
  | { kind: 'insert'; path: Path; index: number; value: unknown }
  | { kind: 'renameKey'; path: Path; to: string }
  /** To this place among its neighbours. */
  | { kind: 'move'; path: Path; to: number };

/**
 * Makes one change and reads what came of it. @throws EditRefused when the text does not say afterwards what was wanted
 */
export function applyPrimitive(
  reader: PipelineReader,
  text: string,
  primitive: Primitive,
): { text: string; splices: TextSplice[] } {
  const before = readOrRefuse(reader, text);
  const wanted = changeData(before, primitive);
  const isFirst = makesTask(primitive) && before.tasks.length === 0;
  const splices = isFirst
    ? planFirstTask(wholePlace(text, primitive.path), String(primitive.path[1]), valueOf(primitive))
    : planOnPlace(text, primitive);
  const after = applySplices(text, splices);
  const { graph } = reader.read(after);
  if (graph !== null && says(graph, wanted, primitive)) return { text: after, splices };
  return rewriteHolder(reader, text, { primitive, wanted });
}

export function readOrRefuse(reader: PipelineReader, text: string): PipelineGraph {
  const { graph, syntax } = reader.read(text);
  if (graph !== null) return graph;
  const where = `line ${syntax.line}, column ${syntax.column}`;
  throw new EditRefused(
    'syntax',
    where,
    `The text is no YAML at ${where}: ${syntax.message}. Put it right there first.`,
  );
}

/** Where a change could not be placed among comments and blank lines, what holds it is written anew. */
function rewriteHolder(
  reader: PipelineReader,
  text: string,
  { primitive, wanted }: { primitive: Primitive; wanted: Wanted },
): { text: string; splices: TextSplice[] } {
  const subject = primitive.path.join('.');
  if (hasSharedValues(wholePlace(text, primitive.path).doc)) throw sharedValue(subject);
  // All tasks are never written anew for the sake of one.
  const least = primitive.kind === 'move' && primitive.path[0] !== 'tasks' ? 1 : 2;
  for (let depth = primitive.path.length - 1; depth >= least; depth -= 1) {
    const path = primitive.path.slice(0, depth);
    const value = valueAt(wanted, path);
    const after = applySplices(text, planSet(wholePlace(text, path), path, value));
    const { graph } = reader.read(after);
    if (graph !== null && says(graph, wanted, primitive))
      return { text: after, splices: spliceBetween(text, after) };
  }
  throw new EditRefused(
    'not_written',
    subject,
    `${subject} could not be changed without changing more: the file is written in a manner that only the text can follow. Change it in the text.`,
  );
}

function sharedValue(subject: string): EditRefused {
  return new EditRefused(
    'shared_value',
    subject,
    `${subject} cannot be changed by itself: the file has anchors and aliases, and other places have the same value. Change it in the text.`,
  );
}

interface Wanted {
  top: Readonly<Record<string, unknown>>;
  tasks: ReadonlyMap<string, unknown>;
}

function changeData(graph: PipelineGraph, primitive: Primitive): Wanted {
  const [first, ...rest] = primitive.path;
  const tasks = new Map(graph.tasks.map(({ id, data }) => [id, data]));
  if (first !== 'tasks') return { top: change(graph.top, primitive, primitive.path) as Wanted['top'], tasks };
  const [id, ...inner] = rest;
  if (id === undefined) return { top: graph.top, tasks: new Map(Object.entries(valueOf(primitive) ?? {})) };
  const key = String(id);
  if (inner.length > 0 || primitive.kind === 'set' || primitive.kind === 'insertTask')
    tasks.set(key, inner.length > 0 ? change(tasks.get(key), primitive, inner) : valueOf(primitive));
  else if (primitive.kind === 'unset') tasks.delete(key);
  else if (primitive.kind === 'renameKey')
    return {
      top: graph.top,
      tasks: new Map([...tasks].map(([name, data]) => [name === key ? primitive.to : name, data])),
    };
  else if (primitive.kind === 'move') {
    const entries = [...tasks];
    const at = entries.findIndex(([name]) => name === key);
    return { top: graph.top, tasks: new Map(moveItem(entries, at, primitive.to)) };
  }
  return { top: graph.top, tasks };
}

function change(data: unknown, primitive: Primitive, path: Path): unknown {
  switch (primitive.kind) {
    case 'set':
    case 'insertTask':
      return setData(data, path, primitive.value);
    case 'unset':
      return unsetData(data, path);
    case 'insert':
      return insertData(data, path, primitive.index, primitive.value);
    case 'renameKey':
      return renameDataKey(data, path, primitive.to);
    case 'move':
      return moveData(data, path, primitive.to);
  }
}

function valueAt({ top, tasks }: Wanted, path: Path): unknown {
  const [first, id, ...rest] = path;
  const isTask = first === 'tasks' && id !== undefined;
  let value: unknown = isTask ? tasks.get(String(id)) : top;
  for (const part of isTask ? rest : path)
    value = (value as Record<string | number, unknown> | undefined)?.[part];
  return value;
}

function says(graph: PipelineGraph, wanted: Wanted, primitive: Primitive): boolean {
  const { top, tasks } = wanted;
  return (
    (primitive.kind !== 'move' ||
      sameData(keysAt(asWanted(graph), primitive.path), keysAt(wanted, primitive.path))) &&
    graph.tasks.length === tasks.size &&
    graph.tasks.every(({ id, data }) => tasks.has(id) && sameData(data, tasks.get(id))) &&
    sameData(graph.top, top)
  );
}

function asWanted({ top, tasks }: PipelineGraph): Wanted {
  return { top, tasks: new Map(tasks.map(({ id, data }) => [id, data])) };
}

/** Keys of what holds a path, in their order. */
function keysAt(wanted: Wanted, path: Path): readonly string[] {
  if (path[0] === 'tasks' && path.length === 2) return [...wanted.tasks.keys()];
  return Object.keys((valueAt(wanted, path.slice(0, -1)) as object | null | undefined) ?? {});
}

function planOnPlace(text: string, primitive: Primitive): TextSplice[] {
  const { path } = primitive;
  const { place, from } = findPlace(text, primitive);
  const inner = path.slice(from);
  switch (primitive.kind) {
    case 'set':
      return planSet(place, inner, primitive.value, primitive.after);
    case 'insertTask':
      return planInsertTask(place, inner, primitive);
    case 'unset':
      return planUnset(place, inner);
    case 'insert':
      return planInsertItem(place, inner, primitive.index, primitive.value);
    case 'renameKey':
      return planRenameKey(place, inner, primitive.to);
    case 'move':
      return planMove(place, inner, primitive.to);
  }
}

/** The smallest piece of the text that a change can be made in, and how much of the path leads to it. */
function findPlace(text: string, primitive: Primitive): { place: Place; from: number } {
  const { path } = primitive;
  const blocks = splitBlocks(text);
  const piece = blocks === null ? null : findPiece(text, blocks, primitive);
  if (piece !== null) return piece;
  return { place: wholePlace(text, path), from: 0 };
}

function wholePlace(text: string, path: Path): Place {
  const place = parsePlace(text);
  if (place === null) throw new EditRefused('syntax', path.join('.'), 'The text is no YAML.');
  return place;
}

function findPiece(
  text: string,
  blocks: Blocks,
  primitive: Primitive,
): { place: Place; from: number } | null {
  const [first, id] = primitive.path;
  if (needsAll(primitive)) return null;
  const parse = (own: string, at: number, from: number): { place: Place; from: number } | null => {
    const place = parsePlace(own, at, text);
    return place === null || hasSharedValues(place.doc) ? null : { place, from };
  };
  if (first !== 'tasks') return findTopPiece(blocks, primitive, parse);
  if (
    id === undefined ||
    (primitive.path.length === 2 && primitive.kind === 'unset' && blocks.tasks.length < 2)
  )
    return null;
  const own =
    findTaskBlock(blocks, String(id)) ??
    (makesTask(primitive)
      ? findAnchor(blocks, 'after' in primitive ? primitive.after : undefined)
      : undefined);
  return own === undefined ? null : parse(own.text, own.at, 1);
}

/** What changes places with its neighbours needs all of them in one piece. */
function needsAll({ kind, path }: Primitive): boolean {
  return kind === 'move' && path.length <= (path[0] === 'tasks' ? 2 : 1);
}

function valueOf(primitive: Primitive): unknown {
  return 'value' in primitive ? primitive.value : undefined;
}

function makesTask({ kind, path }: Primitive): boolean {
  return (kind === 'set' || kind === 'insertTask') && path[0] === 'tasks' && path.length === 2;
}

function findTopPiece(
  { head, tail, tailAt }: Blocks,
  { path: [key], kind }: Primitive,
  parse: (own: string, at: number, from: number) => { place: Place; from: number } | null,
): { place: Place; from: number } | null {
  const [first, last] = [parse(head, 0, 0), parse(tail, tailAt, 0)];
  const has = (piece: typeof first): boolean => {
    const contents = piece?.place.doc.contents;
    return isMap(contents) && findPair(contents, String(key)) !== undefined;
  };
  if (has(first)) return first;
  if (has(last)) return last;
  return kind === 'set' && isMap(first?.place.doc.contents) ? first : null;
}

function findTaskBlock({ tasks }: Blocks, id: string): Blocks['tasks'][number] | undefined {
  const asKey = new RegExp(
    String.raw`^ *["']?${id.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}["']? *:`,
  );
  return tasks.find(({ text }) => asKey.test(text));
}

/** Where a new task goes behind. */
function findAnchor(blocks: Blocks, after: string | undefined): Blocks['tasks'][number] | undefined {
  return (after === undefined ? undefined : findTaskBlock(blocks, after)) ?? blocks.tasks.at(-1);
}
