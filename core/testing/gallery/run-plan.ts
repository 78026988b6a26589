import type { RunStatus, Tag } from '#contract/entities.ts';
import type { Point } from './curves.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

export type Files = Record<string, string | Uint8Array<ArrayBuffer>>;

/** A run of the story, ready to log. */
export interface RunPlan {
  experiment: string;
  name: string;
  /** The name of the run that it is inside of. */
  parent: string | null;
  user: string;
  /** ms before the end of the story. */
  before: number;
  /** null: it is still at work. */
  seconds: number | null;
  status: RunStatus;
  params: Record<string, string | number | boolean>;
  tags: Record<string, string>;
  points: readonly Point[];
  /** A version of a dataset that it was trained on, and of one that it was measured on. */
  inputs: readonly { name: string; version: number; context: string }[];
  /** Made when the run is logged: pictures take their time. */
  files(startedAt: number): Files;
}

export type PlanParts = Pick<RunPlan, 'experiment' | 'name' | 'before'> & Partial<RunPlan>;

export function createPlan(parts: PlanParts): RunPlan {
  return {
    parent: null,
    user: 'kim',
    seconds: 120,
    status: 'FINISHED',
    params: {},
    tags: {},
    points: [],
    inputs: [],
    files: () => ({}),
    ...parts,
  };
}

/** All rows of the story carry it. */
export const demoTag: Tag = { key: 'stile.demo', value: 'gallery' };

/** The tags that MLflow's client sets by itself. */
export function clientTags(script: string, commit: string): Record<string, string> {
  return {
    'mlflow.source.name': script,
    'mlflow.source.type': 'LOCAL',
    'mlflow.source.git.commit': commit,
  };
}
