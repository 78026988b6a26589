import type { PipelineOperation, TextSplice } from '#contract/pipeline-editing.ts';
import { findCycleOfEdge, closesBranch } from './graph.ts';
import { findFreeIds, findLostNeeds, readFragment } from './paste.ts';
import { applyPrimitive, readOrRefuse, type Primitive } from './primitives.ts';
import { asObject, createPipelineReader, readTexts, type PipelineReader } from './read-pipeline.ts';
import { renameIn } from './references.ts';
import { sameData } from './data-edits.ts';
import type { Path } from './node-edits.ts';
import { EditRefused, type Edited, type GraphTask, type PipelineGraph } from './types.ts';

export interface EditOptions {
  /** Whether a task of this type chooses among those after it: a join behind one gets a rule of its own. */
  isBranch?: (type: string) => boolean;
  /** Of texts that were read before: an edit then reads only what it changes. */
  reader?: PipelineReader;
}

/**
 * Changes the text of a pipeline file as operations say, one after the other, by splices: lines that they do not name
 * stay byte for byte. @throws EditRefused; then nothing of it was done
 */
export function planEdits(
  text: string,
  operations: readonly PipelineOperation[],
  options: EditOptions = {},
): Edited {
  const editing = new Editing(text, options);
  for (const operation of operations) editing.apply(operation);
  return { text: editing.text, splices: editing.splices };
}

/** Ids of tasks stand in templates and paths. */
const legalId = /^[A-Za-z_][\w-]*$/;
const longestId = 80;

/** Those that bring tasks, take them out or name them. */
type TaskOperation = Extract<
  PipelineOperation,
  { op: 'addTask' | 'removeTasks' | 'renameTask' | 'paste' | 'duplicate' }
>;

class Editing {
  text: string;
  readonly splices: TextSplice[] = [];
  private readonly reader: PipelineReader;
  private readonly isBranch: (type: string) => boolean;

  constructor(
    text: string,
    { isBranch = (type) => type === 'branch', reader = createPipelineReader() }: EditOptions,
  ) {
    this.text = text;
    this.reader = reader;
    this.isBranch = isBranch;
  }

  private get graph(): PipelineGraph {
    return readOrRefuse(this.reader, this.text);
  }

  apply(operation: PipelineOperation): void {
    switch (operation.op) {
      case 'set':
        return this.setValue(operation.path, operation.value);
      case 'unset':
        return this.unset(operation.path);
      case 'renameKey':
        return this.renameKey(operation.path, operation.to);
      case 'move':
        return this.move(operation.path, operation.to);
      case 'connect':
        return this.connect(operation.from, operation.to);
      case 'disconnect':
        return this.disconnect(operation.from, operation.to);
      case 'spliceIn':
        return this.spliceIn(operation);
      default:
        return this.applyToTasks(operation);
    }
  }

  private applyToTasks(operation: TaskOperation): void {
    switch (operation.op) {
      case 'addTask':
        return this.addTask(operation);
      case 'removeTasks':
        return this.removeTasks(operation.ids, operation.mend ?? false);
      case 'renameTask':
        return this.renameTask(operation.from, operation.to);
      case 'paste':
        return this.paste(operation.text);
      case 'duplicate':
        return this.paste(copyTasks(this.text, operation.ids, this.reader));
    }
  }

  private primitive(primitive: Primitive): void {
    const { text, splices } = applyPrimitive(this.reader, this.text, primitive);
    this.text = text;
    this.splices.push(...splices);
  }

  private addTask({
    id,
    type,
    needs = [],
    with: input,
    settings = {},
    after,
  }: Extract<PipelineOperation, { op: 'addTask' }>): void {
    const { graph } = this;
    this.checkNewId(id);
    for (const need of needs) this.task(need, graph);
    const value = {
      type,
      ...(needs.length > 0 && { needs }),
      ...(input !== undefined && Object.keys(input).length > 0 && { with: input }),
      ...settings,
    };
    this.insertTask(id, value, after);
  }

  private insertTask(id: string, value: unknown, after?: string): void {
    this.primitive({ kind: 'set', path: ['tasks', id], value, ...(after !== undefined && { after }) });
  }

  private checkNewId(id: string): void {
    if (!legalId.test(id) || id.length > longestId)
      throw new EditRefused(
        'bad_id',
        id,
        `"${id}" cannot be the id of a task: it begins with a letter, goes on with letters, digits, _ and -, and has at most ${longestId} characters.`,
      );
    if (this.graph.byId.has(id))
      throw new EditRefused('id_taken', id, `There is a task "${id}" already. Take another id.`);
  }

  private task(id: string, graph = this.graph): GraphTask {
    const task = graph.byId.get(id);
    if (task !== undefined) return task;
    throw new EditRefused(
      'unknown_task',
      id,
      `There is no task "${id}". Tasks: ${graph.tasks
        .slice(0, 10)
        .map((one) => one.id)
        .join(', ')}`,
    );
  }

  private removeTasks(ids: readonly string[], mend: boolean): void {
    const { graph } = this;
    const removed = new Map(ids.map((id) => [id, this.task(id, graph)]));
    for (const task of graph.tasks) {
      if (removed.has(task.id)) continue;
      const own = asObject(task.data);
      const inherit = (need: string, seen: ReadonlySet<string>): string[] => {
        const gone = removed.get(need);
        if (gone === undefined) return [need];
        return mend && !seen.has(need)
          ? gone.needs.flatMap((one) => inherit(one, new Set([...seen, need])))
          : [];
      };
      this.setList(task.id, 'needs', own, (need) => inherit(need, new Set()));
      this.setList(task.id, 'teardown', own, (setup) => (removed.has(setup) ? [] : [setup]));
    }
    if (removed.size === graph.tasks.length)
      return this.primitive({ kind: 'set', path: ['tasks'], value: {} });
    for (const id of removed.keys()) this.primitive({ kind: 'unset', path: ['tasks', id] });
  }

  /** Gives a list of ids other ids; takes it out when none is left. */
  private setList(
    id: string,
    key: string,
    own: Readonly<Record<string, unknown>>,
    replace: (item: string) => string[],
  ): void {
    const before = own[key];
    if (!Array.isArray(before)) return;
    const after = [
      ...new Set(before.flatMap((item) => (typeof item === 'string' ? replace(item) : [item as unknown]))),
    ];
    if (sameData(before, after)) return;
    if (after.length === 0) this.unset(['tasks', id, key]);
    else this.setValue(['tasks', id, key], after);
  }

  private renameTask(from: string, to: string): void {
    if (from === to) return;
    this.task(from);
    this.checkNewId(to);
    this.primitive({ kind: 'renameKey', path: ['tasks', from], to });
    for (const { id, data, type } of this.graph.tasks)
      for (const { path, value } of renameIn(data, {
        from,
        to,
        isBranch: type !== null && this.isBranch(type),
      }))
        this.primitive({ kind: 'set', path: ['tasks', id, ...path], value });
    for (const { path, value } of renameIn(this.graph.top, { from, to, isBranch: false }))
      this.primitive({ kind: 'set', path, value });
  }

  private renameKey(path: Path, to: string): void {
    const [first, id, ...rest] = path;
    if (first === 'tasks' && id !== undefined && rest.length === 0) return this.renameTask(String(id), to);
    const holder = this.valueAt(path.slice(0, -1));
    const own = path.at(-1) ?? '';
    if (!Object.hasOwn(asObject(holder), own)) throw this.notFound(path);
    if (String(own) !== to && Object.hasOwn(asObject(holder), to))
      throw new EditRefused('id_taken', to, `There is a key "${to}" already. Take another name.`);
    if (String(own) !== to) this.primitive({ kind: 'renameKey', path, to });
  }

  private move(path: Path, to: number): void {
    const [own, isTask] = [path.at(-1) ?? '', path[0] === 'tasks' && path.length === 2];
    const holder = this.valueAt(path.slice(0, -1));
    const keys = isTask ? this.graph.tasks.map(({ id }) => id) : Object.keys(asHolder(holder));
    const at = keys.indexOf(String(own));
    if (at === -1) throw this.notFound(path);
    const last = Math.min(to, keys.length - 1);
    if (at !== last) this.primitive({ kind: 'move', path, to: last });
  }

  private notFound(path: Path): EditRefused {
    return new EditRefused('not_found', path.join('.'), `The file has no ${path.join('.')}.`);
  }

  private valueAt(path: Path): unknown {
    const { top, byId } = this.graph;
    const [first, id, ...rest] = path;
    const isTask = first === 'tasks' && id !== undefined;
    let value: unknown = isTask ? byId.get(String(id))?.data : top;
    for (const part of isTask ? rest : path)
      value = (value as Record<string | number, unknown> | null | undefined)?.[part];
    return value;
  }

  private setValue(path: Path, value: unknown): void {
    const [first, id, ...rest] = path;
    if (first === 'tasks' && id !== undefined && rest.length > 0) this.task(String(id));
    if (first === 'tasks' && id !== undefined && rest.length === 0 && !this.graph.byId.has(String(id)))
      this.checkNewId(String(id));
    this.makeEqual(this.withinLists(path), value);
  }

  /** What is set behind the end of a list goes to its end. */
  private withinLists(path: Path): Path {
    return path.map((part, at) => {
      if (typeof part !== 'number') return part;
      const list = this.valueAt(path.slice(0, at));
      return Math.min(part, Array.isArray(list) ? list.length : 0);
    });
  }

  /** By the fewest changes: what is equal below a path stays as it is written. */
  private makeEqual(path: Path, value: unknown): void {
    const before = this.valueAt(path);
    if (value === undefined) return this.unset(path);
    if (before !== undefined && sameData(before, value)) return;
    if (
      isMapping(before) &&
      isMapping(value) &&
      Object.keys(before).length > 0 &&
      Object.keys(value).length > 0
    )
      return this.makeMappingEqual(path, before, value);
    if (Array.isArray(before) && Array.isArray(value) && before.length > 0 && value.length > 0)
      return this.makeListEqual(path, before, value);
    this.primitive({ kind: 'set', path, value });
  }

  private makeMappingEqual(path: Path, before: object, value: object): void {
    for (const [key, inner] of Object.entries(value)) this.makeEqual([...path, key], inner);
    for (const key of Object.keys(before))
      if ((value as Record<string, unknown>)[key] === undefined)
        this.primitive({ kind: 'unset', path: [...path, key] });
  }

  private makeListEqual(path: Path, before: readonly unknown[], value: readonly unknown[]): void {
    let head = 0;
    while (head < before.length && head < value.length && sameData(before[head], value[head])) head += 1;
    let tail = 0;
    while (
      tail < before.length - head &&
      tail < value.length - head &&
      sameData(before.at(-1 - tail), value.at(-1 - tail))
    )
      tail += 1;
    const [gone, come] = [before.length - head - tail, value.length - head - tail];
    const both = Math.min(gone, come);
    for (let at = 0; at < both; at += 1) this.makeEqual([...path, head + at], value[head + at]);
    for (let at = gone - 1; at >= both; at -= 1)
      this.primitive({ kind: 'unset', path: [...path, head + at] });
    for (let at = both; at < come; at += 1)
      this.primitive({ kind: 'insert', path, index: head + at, value: value[head + at] });
  }

  private unset(path: Path): void {
    if (this.valueAt(path) === undefined) return;
    const [first, id, ...rest] = path;
    if (first === 'tasks' && id !== undefined && rest.length === 0)
      return this.removeTasks([String(id)], false);
    const holder = this.valueAt(path.slice(0, -1));
    const isLast = typeof holder === 'object' && holder !== null && Object.keys(holder).length === 1;
    // A task that has nothing left is still there, and a file too.
    const canGo = path.length > (first === 'tasks' ? 3 : 1);
    if (isLast && canGo) return this.unset(path.slice(0, -1));
    if (isLast && path.length > 1) return this.primitive({ kind: 'set', path: path.slice(0, -1), value: {} });
    this.primitive({ kind: 'unset', path });
  }

  private connect(from: string, to: string): void {
    const { graph } = this;
    this.task(from, graph);
    const task = this.task(to, graph);
    if (task.needs.includes(from)) return;
    const cycle = from === to ? [from, from] : findCycleOfEdge(graph, from, to);
    if (cycle !== null)
      throw new EditRefused(
        'cycle',
        to,
        `${to} cannot need ${from}: that closes the cycle ${cycle.join(' -> ')}.`,
        cycle,
      );
    const isJoin = closesBranch(graph, { from, to }, this.isBranch);
    const own = asObject(task.data);
    this.setValue(['tasks', to, 'needs'], [...readTexts(own['needs']), from]);
    if (isJoin && task.triggerRule === 'all_success')
      this.setValue(['tasks', to, 'trigger_rule'], 'none_failed_min_one_success');
  }

  private disconnect(from: string, to: string): void {
    const own = asObject(this.task(to).data);
    const without = (need: string): string[] => (need === from ? [] : [need]);
    this.setList(to, 'needs', own, without);
    this.setList(to, 'teardown', own, without);
  }

  private spliceIn({ task, from, to }: { task: string; from: string; to: string }): void {
    this.task(task);
    if (!this.task(to).needs.includes(from))
      throw new EditRefused('not_found', `${from} -> ${to}`, `There is no edge from ${from} to ${to}.`);
    this.setList(to, 'needs', asObject(this.task(to).data), (need) => (need === from ? [task] : [need]));
    this.connect(from, task);
    // The edge of a teardown is no need: it stays, and the task comes between all the same.
    if (!this.task(to).needs.includes(task)) this.connect(task, to);
  }

  private paste(pasted: string): void {
    const target = this.graph;
    const fragment = new Editing(readFragment(pasted).text, { isBranch: this.isBranch });
    const ids = fragment.graph.tasks.map(({ id }) => id);
    for (const [from, to] of findFreeIds(ids, new Set(target.byId.keys()))) fragment.renameTask(from, to);
    const lost = findLostNeeds(fragment.graph, target);
    for (const { id, data } of fragment.graph.tasks)
      for (const key of ['needs', 'teardown'])
        fragment.setList(id, key, asObject(data), (need) => (lost.has(need) ? [] : [need]));
    for (const { id, data, range } of fragment.graph.tasks) {
      this.checkNewId(id);
      this.primitive({
        kind: 'insertTask',
        path: ['tasks', id],
        value: data,
        lines: dedent(fragment.text, range),
      });
    }
  }
}

/** A mapping or a list. */
function asHolder(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The lines of tasks as YAML that can be pasted, here and into any editor; in the order of the file. */
export function copyTasks(text: string, ids: readonly string[], reader = createPipelineReader()): string {
  const wanted = new Set(ids);
  const tasks = readOrRefuse(reader, text).tasks.filter(({ id }) => wanted.has(id));
  return tasks.map(({ range }) => dedent(text, range)).join('\n') + (tasks.length > 0 ? '\n' : '');
}

function dedent(text: string, [from, to]: readonly [number, number]): string {
  const column = from - (text.lastIndexOf('\n', from - 1) + 1);
  const [first = '', ...rest] = text.slice(from, to).split(/\r?\n/);
  return [
    first,
    ...rest.map((line) => (line.slice(0, column).trim() === '' ? line.slice(column) : line.trimStart())),
  ].join('\n');
}
