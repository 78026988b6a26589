import type { TextSplice } from '#contract/pipeline-editing.ts';

/** A task as the canvas and lists draw it: what the text says, right or not. */
export interface GraphTask {
  id: string;
  /** null: none, or it is no text */
  type: string | null;
  /** Those that it lists, then the setups that it takes down; each once. */
  needs: readonly string[];
  teardownOf: readonly string[];
  /** Its own, or that of `defaults`. */
  triggerRule: string;
  group: string | null;
  isMapped: boolean;
  /** Its whole value as YAML reads it. */
  data: unknown;
  /** Its place in the text, UTF-16 units: from its key to its end, with a comment in the same line. */
  range: readonly [number, number];
}

/** What a text says of a pipeline. */
export interface PipelineGraph {
  name: string | null;
  description: string;
  /** In the order of the text. */
  tasks: readonly GraphTask[];
  byId: ReadonlyMap<string, GraphTask>;
  /** Every key but `tasks`, as YAML reads it. */
  top: Readonly<Record<string, unknown>>;
}

export interface SyntaxProblem {
  /** UTF-16 units; line and column are 1-based. */
  at: number;
  line: number;
  column: number;
  message: string;
}

/** A text as read: `graph` is null where it is no YAML, and then `syntax` says why. */
export type ReadText = { graph: PipelineGraph; syntax: null } | { graph: null; syntax: SyntaxProblem };

export interface Edited {
  text: string;
  /** In the order of applying: each speaks of the text that those before it left. */
  splices: TextSplice[];
}

export type RefusalCode =
  /** The text is no YAML, so nothing can be placed in it. */
  | 'syntax'
  | 'unknown_task'
  | 'id_taken'
  | 'bad_id'
  | 'cycle'
  | 'not_found'
  /** What is pasted holds no tasks. */
  | 'no_tasks'
  /** Anchors, aliases or merge keys stand where the change would be: it has to be made in the text. */
  | 'shared_value'
  /** The text that came out did not say what was asked for: nothing was changed. */
  | 'not_written';

/** A change that was not made, and what it was about. */
export class EditRefused extends Error {
  override readonly name = 'EditRefused';
  readonly code: RefusalCode;
  /** The id, path or line that it is about. */
  readonly subject: string;
  /** Of a cycle: ids, the first again as the last. */
  readonly path: readonly string[];

  constructor(code: RefusalCode, subject: string, message: string, path: readonly string[] = []) {
    super(message);
    this.code = code;
    this.subject = subject;
    this.path = path;
  }
}
