import type { EditorChoice } from '#contract/editors.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import type { ActivityParts } from '#core/activity/index.ts';
import type { TableWindows } from '#core/datasets/index.ts';
import type { PipelineRunner } from '#core/pipelines/index.ts';
import type { PythonService } from '#core/python/index.ts';
import type { ServingService } from '#core/serving/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { SeriesService } from '#core/tracking/index.ts';
import type { TransferService } from '#core/transfer/index.ts';
import type { EventHub } from './event-hub.ts';

/** All long work in one list: whoever does it, it is told of and ended in the same way. */
export interface JobService {
  list(ctx: EngineContext, input: Inputs['jobs']['list']): Outputs['jobs']['list'];
  /** @throws NOT_FOUND, INVALID_STATE for one that cannot be ended */
  cancel(ctx: EngineContext, jobId: string): Promise<void>;
  /** Does work of the engine itself and tells of it. */
  track<T>(
    kind: 'backup' | 'check' | 'export' | 'purge',
    subject: string,
    work: () => Promise<T>,
  ): Promise<T>;
}

type WorkspaceAnswers = Outputs['workspace'];

/** What can be done with whole workspaces: this one, its backups, and others of the same user. */
export interface WorkspaceService {
  backups(): WorkspaceAnswers['backups'];
  backup(): Promise<WorkspaceAnswers['backup']>;
  check(input: { backup?: string | undefined }): Promise<WorkspaceAnswers['check']>;
  restore(input: { backup: string }): Promise<WorkspaceAnswers['restore']>;
  export(input: { file: string; overwrite: boolean }): Promise<WorkspaceAnswers['export']>;
  usage(): Promise<WorkspaceAnswers['usage']>;
  recent(): WorkspaceAnswers['recent'];
  /** @throws NOT_FOUND */
  forget(input: { path: string }): void;
  inspect(input: { folder?: string | undefined }): Promise<WorkspaceAnswers['inspect']>;
  make(input: {
    folder: string;
    template: 'empty' | 'workshop';
    language: 'en' | 'sv';
  }): Promise<WorkspaceAnswers['make']>;
  import(input: { file: string; folder: string }): Promise<WorkspaceAnswers['import']>;
  open(input: { folder: string }): Promise<WorkspaceAnswers['open']>;
}

type AppAnswers = Outputs['app'];

/** What concerns the program on this machine rather than the workspace. */
export interface AppService {
  info(): AppAnswers['info'];
  command(): Promise<AppAnswers['command']>;
  addCommand(): Promise<AppAnswers['addCommand']>;
  removeCommand(): Promise<AppAnswers['removeCommand']>;
  checkUpdate(input: { file: string; allowOlder: boolean }): Promise<AppAnswers['checkUpdate']>;
  dataPlaces(): Promise<AppAnswers['dataPlaces']>;
  removeData(places: string[]): Promise<void>;
  diagnostics(input: {
    file?: string | undefined;
    overwrite: boolean;
    withDumps: boolean;
  }): Promise<AppAnswers['diagnostics']>;
}

type EditorAnswers = Outputs['editor'];

/** The editor of the user who runs this engine. */
export interface EditorService {
  get(): Promise<EditorAnswers['get']>;
  choose(choice: EditorChoice): Promise<EditorAnswers['choose']>;
  open(file: { path: string; line?: number | undefined }): Promise<EditorAnswers['open']>;
  /** @param choice left out, what is chosen */
  tryOut(choice?: EditorChoice): Promise<EditorAnswers['tryOut']>;
}

/** What the router needs beside the features: what only the engine and its host know. */
export interface EngineServices {
  hub: EventHub;
  /** The ways back of changes, and how what they changed is called. */
  activity: Required<ActivityParts>;
  jobs: JobService;
  runner: PipelineRunner;
  serving: ServingService;
  transfer: TransferService;
  python: PythonService;
  series: SeriesService;
  tables: TableWindows;
  systemInfo(): Promise<Outputs['system']['info']>;
  /** An address that lets a browser in once. @throws ENGINE_UNREACHABLE when nothing listens */
  browserUrl(): string;
  /** Called for each call of an MLflow client, by what it calls itself. */
  noteClient(name: string): void;
  /** Called when a call met a damaged database: from then on nothing more is written to it. */
  noteDamage(): void;
  /** Asks the host to stop this engine; returns at once. */
  requestStop(): void;
  workspaces: WorkspaceService;
  app: AppService;
  editor: EditorService;
}

/** The context of one call: `engine.actor` is who calls. */
export interface RpcContext {
  engine: EngineContext;
  services: EngineServices;
}
