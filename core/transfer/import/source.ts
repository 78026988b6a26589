import type { Readable } from 'node:stream';
import type {
  DatasetInput,
  Int64,
  Lifecycle,
  MetricValue,
  Param,
  RunStatus,
  Tag,
} from '#contract/entities.ts';
import type { LoggedModelStatus } from '#contract/logged-models.ts';
import type { BroughtVersion } from '#core/registry/index.ts';

/* What an MLflow store holds, whatever it is kept in. Times are ms since 1970 UTC. */

export interface ForeignExperiment {
  id: string;
  name: string;
  lifecycle: Lifecycle;
  createdAt: number;
  updatedAt: number;
  tags: Tag[];
  /** Where its runs keep their files, as the store says it. */
  location: string;
}

export interface ForeignPoint {
  key: string;
  value: MetricValue;
  step: Int64;
  timestamp: number;
}

export interface ForeignRun {
  id: string;
  experimentId: string;
  name: string;
  userId: string;
  status: RunStatus;
  startedAt: number;
  endedAt: number | null;
  lifecycle: Lifecycle;
  artifactUri: string;
  params: Param[];
  tags: Tag[];
  inputs: DatasetInput[];
  modelInputs: string[];
  modelOutputs: { modelId: string; step: Int64 }[];
  /** Another text whenever anything of the run, its history or its files may have changed. */
  fingerprint: string;
}

export interface ForeignModelPoint extends ForeignPoint {
  runId: string;
  datasetName?: string | undefined;
  datasetDigest?: string | undefined;
}

export interface ForeignLoggedModel {
  id: string;
  experimentId: string;
  name: string;
  modelType: string;
  status: LoggedModelStatus;
  sourceRunId: string | null;
  lifecycle: Lifecycle;
  createdAt: number;
  updatedAt: number;
  artifactUri: string;
  params: Param[];
  tags: Tag[];
  points: ForeignModelPoint[];
  fingerprint: string;
}

/** Its `location` is where the files are, with `models:/` followed. */
export type ForeignVersion = Omit<BroughtVersion, 'loggedModel' | 'facts'>;

export interface ForeignModel {
  name: string;
  description: string;
  createdAt: number;
  updatedAt: number;
  tags: Tag[];
  aliases: { alias: string; version: number }[];
  versions: ForeignVersion[];
  /** The greatest number that a version ever had, as far as the store knows it. */
  lastNumber: number;
}

/** Whose files are looked for, and where the store says that they are. */
export interface FileOwner {
  kind: 'run' | 'logged_model';
  id: string;
  experimentId: string;
  uri: string;
}

export interface ForeignFile {
  /** relative to the owner's folder, with slashes */
  path: string;
  /** bytes; null where the store does not say */
  size: number | null;
  open(): Promise<Readable>;
}

export type FoundFiles =
  | { found: true; files: AsyncIterable<ForeignFile> }
  /** `place` is shared by all the owners that have the same problem. */
  | { found: false; problem: 'other_storage' | 'files_missing'; place: string; detail: string };

/** One MLflow store. Whatever is iterated is read as it is asked for, in pieces. */
export interface MlflowSource {
  kind: 'database' | 'folder' | 'server';
  /** What identifies it: an absolute path or an address without credentials. */
  address: string;
  /** What it says of itself, e.g. `schema dc11669786a5` or `3.17.2`. */
  version: string;
  experiments(): AsyncIterable<ForeignExperiment>;
  /** Null where only reading them all would tell. */
  countRuns(experimentId: string): Promise<number | null>;
  /** Runs of these experiments. */
  runs(experimentIds: ReadonlySet<string>): AsyncIterable<ForeignRun>;
  points(run: ForeignRun): AsyncIterable<ForeignPoint[]>;
  loggedModels(experimentIds: ReadonlySet<string>): AsyncIterable<ForeignLoggedModel>;
  models(): AsyncIterable<ForeignModel>;
  /** How many traces there are, which no import brings; null where it cannot be told. */
  countTraces(): Promise<number | null>;
  findFiles(owner: FileOwner): Promise<FoundFiles>;
  close(): Promise<void>;
}
