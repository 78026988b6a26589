import type { GlyphShape } from '../status-glyph.tsx';

/** How a task stands, as its card says it: sign, word and time together. */
export type FlowStatus = {
  /** null: nothing has happened to it yet. */
  readonly shape: GlyphShape | null;
  readonly word: string;
  /** At the right, such as `2 of 3` for the instances of a map; in its place the time of `span`, which runs while it has no end. */
  readonly detail: string | null;
  readonly span: { readonly startedAt: number | null; readonly endedAt: number | null } | null;
  /** 0 to 1 */
  readonly progress: number | null;
};

/** A task as a card of a graph. What it says is worded by who draws the graph. */
export type FlowTask = {
  readonly id: string;
  readonly title: string;
  /** What decides on the drawing. */
  readonly type: string | null;
  readonly needs: readonly string[];
  readonly group: string | null;
  readonly status: FlowStatus | null;
  /** Below the card: what flowed out of it. */
  readonly note: { readonly text: string; readonly shape: GlyphShape | null } | null;
  readonly mark: FlowMark | null;
  /** Why its last outputs are not those of the file as it is; null: they are. */
  readonly stale: string | null;
  /** What it does not say in words, for those who hear it: `Train, 2 needs, 1 problem` */
  readonly about: string;
  /** Faint: it is no part of what is looked at. */
  readonly isFaint?: boolean;
};

/** What is wrong with a task: how much, and the first of it. */
export type FlowMark = {
  readonly count: number;
  readonly title: string;
  readonly severity: 'error' | 'warning';
};

/** `ahead`: nothing has come that way yet. */
type FlowEdgeState = 'done' | 'running' | 'ahead';
export type FlowEdge = { readonly from: string; readonly to: string; readonly state: FlowEdgeState };
