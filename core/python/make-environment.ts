import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StileError } from '#core/kernel/errors.ts';
import type { Environment, Platform } from '#core/kernel/folder-hazards.ts';
import type { Logger } from '#core/kernel/logger.ts';
import { buildChildEnvironment } from '#core/processes/child-environment.ts';
import { startProcess } from '#core/processes/start-process.ts';
import { pythonIn, readyMark } from './environment-store.ts';
import { explainInstallFailure } from './install-failure.ts';
import { resolveLocalLines } from './local-lines.ts';
import type { ModelNeeds } from './model-needs.ts';
import type { Interpreter } from './probe-interpreter.ts';

export interface MakeOptions {
  platform: Platform;
  env: Environment;
  /** The folder of all environments. */
  root: string;
  /** Absolute folder of what ships and is not code. */
  resources: string;
  needs: ModelNeeds;
  base: Interpreter;
  /** The program uv, when there is one: it is faster than pip. */
  uv: string | null;
  now: number;
  logger: Logger;
  onLine(line: string): void;
  signal: AbortSignal;
}

/**
 * Makes the environment that a model needs, or finds that another engine has just made it.
 * @throws PYTHON_ENVIRONMENT_FAILED naming the package and the remedy, CANCELED
 */
export async function makeEnvironment(options: MakeOptions): Promise<void> {
  const { signal, needs } = options;
  const scratch = await mkdtemp(join(tmpdir(), 'stile-requirements-'));
  try {
    if (signal.aborted) throw canceled(needs);
    const lines: string[] = [];
    const code = await runPlan(options, await buildPlan(options, scratch), lines);
    if (signal.aborted) throw canceled(needs);
    if (code !== 0) throw failed(options, lines);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

interface Plan {
  lock: string;
  folder: string;
  ready: string;
  mark: string;
  steps: string[][];
}

async function buildPlan(
  { platform, root, needs, base, uv, now }: MakeOptions,
  scratch: string,
): Promise<Plan> {
  const folder = join(root, needs.key);
  const requirements = needs.text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const mark = readyMark(folder, { version: base.version, requirements, createdAt: now });
  const python = pythonIn(platform, folder);
  const file = await writeRequirements(needs, scratch);
  return {
    lock: join(root, `${needs.key}.lock`),
    folder,
    ready: mark.path,
    mark: mark.text,
    steps: uv === null ? pipSteps(base, folder, python, file) : uvSteps(uv, base, folder, python, file),
  };
}

/** What it includes is found where it lay, not beside the copy. */
async function writeRequirements(needs: ModelNeeds, scratch: string): Promise<string> {
  const file = join(scratch, 'requirements.txt');
  const text = resolveLocalLines(needs.text, needs.folder);
  await writeFile(file, `${text}\n`);
  return file;
}

function pipSteps(base: Interpreter, folder: string, python: string, file: string): string[][] {
  return [
    [base.path, '-I', '-m', 'venv', folder],
    [python, '-I', '-m', 'pip', 'install', '--progress-bar', 'off', '-r', file],
  ];
}

function uvSteps(uv: string, base: Interpreter, folder: string, python: string, file: string): string[][] {
  return [
    [uv, 'venv', '--quiet', '--python', base.path, folder],
    [uv, 'pip', 'install', '--python', python, '-r', file],
  ];
}

/** Neither asks nor waits for long: what cannot be had is said at once. */
const installerEnvironment = {
  PYTHONUTF8: '1',
  PYTHONUNBUFFERED: '1',
  PIP_NO_INPUT: '1',
  PIP_DISABLE_PIP_VERSION_CHECK: '1',
  PIP_RETRIES: '1',
  UV_NO_PROGRESS: '1',
  UV_PYTHON_DOWNLOADS: 'never',
};

async function runPlan(options: MakeOptions, plan: Plan, lines: string[]): Promise<number | null> {
  const { platform, env, resources, base, onLine, signal } = options;
  const running = startProcess({
    platform,
    command: base.path,
    args: ['-I', join(resources, 'python', 'stile_make_environment.py'), JSON.stringify(plan)],
    env: buildChildEnvironment(platform, env, {
      ...installerEnvironment,
      PIP_DEFAULT_TIMEOUT: env['PIP_DEFAULT_TIMEOUT'] ?? '15',
    }),
    onLine: (line) => {
      lines.push(line);
      if (lines.length > mostLines) lines.shift();
      onLine(line);
    },
  });
  const cancel = (): void => void running.kill(killGraceMs);
  signal.addEventListener('abort', cancel);
  const { code, problem } = await running.ended;
  signal.removeEventListener('abort', cancel);
  if (problem !== null) lines.push(problem);
  return code;
}

const mostLines = 500;
const killGraceMs = 3000;

function canceled(needs: ModelNeeds): StileError {
  return new StileError('CANCELED', 'The making of the Python environment was ended.', { what: needs.key });
}

function failed({ base, uv, needs, logger }: MakeOptions, lines: readonly string[]): StileError {
  logger.warn({ environment: needs.key, lines }, 'a Python environment could not be made');
  const failure = explainInstallFailure(lines, base.version);
  const what = failure.package === '' ? 'its packages' : failure.package;
  return new StileError(
    'PYTHON_ENVIRONMENT_FAILED',
    `The Python environment could not be made with Python ${base.version} (${base.path}) and ` +
      `${uv === null ? 'pip' : 'uv'}: ${what}: ${failure.problem}. ${failure.remedy}`,
    { python: base.version, ...failure },
  );
}
