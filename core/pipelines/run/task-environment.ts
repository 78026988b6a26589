import { join } from 'node:path';
import { buildChildEnvironment } from '#core/processes/child-environment.ts';
import type { Environment, Platform } from '#core/kernel/folder-hazards.ts';
import type { Json } from '#core/kernel/json.ts';
import { isoTime } from './template-values.ts';

/** What a program of a task can know without a library: files to read and write, and who it is. */
export interface TaskEnvironmentFacts {
  platform: Platform;
  /** The engine's own. */
  env: Environment;
  pipeline: string;
  pipelineRunId: string;
  taskId: string;
  mapIndex: number;
  try: number;
  /** Absolute. */
  folder: string;
  workspace: string;
  /** Times in ms since 1970 UTC. */
  logicalAt: number;
  intervalStart: number;
  intervalEnd: number;
  /** Of this engine; null when it does not listen. */
  trackingUri: string | null;
  /** Params, the outputs of the tasks before it, its item and its `with`: what inputs.json holds. */
  inputs: { params: Json; tasks: Json; item: Json; with: Json };
}

/** Where a program writes its outputs. */
export function outputFileOf(folder: string): string {
  return join(folder, 'output.txt');
}

/**
 * The environment of a program of a task. An unmodified script of MLflow logs to this engine, and each run that it
 * starts carries the pipeline run, the task and the try as tags (MLFLOW_RUN_CONTEXT): see
 * `mlflow/tracking/context/system_environment_context.py`. MLFLOW_RUN_ID is not set: it breaks code that calls
 * `set_experiment`.
 */
export function buildTaskEnvironment(
  facts: TaskEnvironmentFacts,
  own: Readonly<Record<string, string>>,
): Record<string, string> {
  const { folder } = facts;
  const context = {
    'stile.pipelineRunId': facts.pipelineRunId,
    'stile.task': facts.taskId,
    'stile.tryNumber': String(facts.try),
    ...(facts.mapIndex >= 0 && { 'stile.mapIndex': String(facts.mapIndex) }),
  };
  return buildChildEnvironment(facts.platform, facts.env, {
    ...pythonManners,
    ...(facts.trackingUri !== null && { MLFLOW_TRACKING_URI: facts.trackingUri }),
    MLFLOW_RUN_CONTEXT: JSON.stringify(context),
    ...mlflowManners,
    STILE_PIPELINE: facts.pipeline,
    STILE_PIPELINE_RUN_ID: facts.pipelineRunId,
    STILE_TASK: facts.taskId,
    STILE_TRY: String(facts.try),
    STILE_MAP_INDEX: String(facts.mapIndex),
    STILE_WORKSPACE: facts.workspace,
    STILE_RUN_DIR: folder,
    STILE_INPUTS: join(folder, 'inputs.json'),
    STILE_OUTPUT: outputFileOf(folder),
    STILE_ARTIFACTS: join(folder, 'artifacts'),
    STILE_SUMMARY: join(folder, 'summary.md'),
    STILE_LOGICAL_DATE: isoTime(facts.logicalAt),
    STILE_DATA_INTERVAL_START: isoTime(facts.intervalStart),
    STILE_DATA_INTERVAL_END: isoTime(facts.intervalEnd),
    ...own,
  });
}

/** What is printed is seen at once, and is UTF-8 on Windows too. */
const pythonManners = {
  PYTHONUNBUFFERED: '1',
  PYTHONUTF8: '1',
  PYTHONIOENCODING: 'utf-8',
  PYTHONFAULTHANDLER: '1',
};

/** A tracker that has gone away does not hold a task up for minutes, and proxies do not come between. */
const mlflowManners = {
  MLFLOW_HTTP_REQUEST_MAX_RETRIES: '2',
  MLFLOW_HTTP_REQUEST_TIMEOUT: '10',
  MLFLOW_DISABLE_TELEMETRY: 'true',
  GIT_PYTHON_REFRESH: 'quiet',
  NO_PROXY: '127.0.0.1,localhost,::1',
};
