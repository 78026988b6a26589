import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { runStile, withHost } from '#core/testing/programs.ts';
import { withFolder } from '#core/testing/with-engine.ts';
import { modelSteps } from '#core/testing/parity-steps-models.ts';
import { tableSteps } from '#core/testing/parity-steps-tables.ts';
import { alertSteps } from '#core/testing/parity-steps-alerts.ts';
import { appSteps, editorSteps } from '#core/testing/parity-steps-app.ts';
import { engineSteps, searchSteps, type ParityStep as Step } from '#core/testing/parity-steps.ts';
import { pipelineEditingSteps } from '#core/testing/parity-steps-pipelines.ts';
import { pipelineViewSteps } from '#core/testing/parity-steps-pipeline-views.ts';
import { comparisonSteps } from '#core/testing/parity-steps-comparison.ts';
import { runTableSteps, viewSteps } from '#core/testing/parity-steps-runs.ts';
import { normalise } from '#core/testing/parity-text.ts';
import { createOutput } from './cli/output.ts';
import { createProgram } from './cli/program.ts';

const runId: Step['keep'] = ['run', (json) => json['runId']];
const otherId: Step['keep'] = ['other', (json) => json['runId']];
const created = ['run', 'create', '--experiment', 'churn', '--json', '--started-at'];

function datasetSteps(): Step[] {
  return [
    { args: ['dataset', 'inspect', 'texts.csv', '--json'] },
    { args: ['dataset', 'add', 'texts', 'texts.csv', '--message', 'first', '--json'] },
    { args: ['dataset', 'add', 'texts', 'texts.csv'] },
    { args: ['dataset', 'add', 'texts', 'more.csv'] },
    { args: ['dataset', 'add', 'a/b', 'texts.csv', '--json'] },
    { args: ['dataset', 'add', 'texts', 'missing.csv'] },
    { args: ['dataset', 'list'] },
    { args: ['dataset', 'show', 'texts@1', '--json'] },
    { args: ['dataset', 'show', 'nothing'] },
    { args: ['dataset', 'versions', 'texts'] },
    { args: ['dataset', 'preview', 'texts', '--json'] },
    { args: ['dataset', 'diff', 'texts', '1', '2'] },
    { args: ['dataset', 'verify', 'texts', '--json'] },
    { args: ['dataset', 'restore', 'texts@1', 'restored'] },
    { args: ['dataset', 'restore', 'texts@1', 'restored'] },
    { args: ['dataset', 'describe', 'texts', 'Two rows'] },
  ];
}

function pythonSteps(): Step[] {
  return [
    { args: ['python', 'list', '--json'] },
    { args: ['python', 'env', 'list'] },
    { args: ['python', 'env', 'prepare', 'churner'] },
    { args: ['python', 'env', 'remove', 'nothing', '--json'] },
  ];
}

const octoberDays = ['--from', '2026-10-01', '--until', '2026-10-03'];

function pipelineSteps(): Step[] {
  const started: Step['keep'] = ['pipelineRun', (json) => json['pipelineRunId']];
  return [
    { args: ['pipeline', 'types', '--json'] },
    { args: ['pipeline', 'schema', '--json'] },
    { args: ['pipeline', 'list'] },
    { args: ['pipeline', 'validate'] },
    { args: ['pipeline', 'run', 'load', '--json'], keep: started },
    { args: ['pipeline', 'run', 'load', '--param', 'nothing=1'] },
    { args: ['pipeline', 'run', 'nowhere'] },
    { args: ['pipeline', 'show', 'load', '--json'] },
    { args: ['pipeline', 'runs', 'load', '--json'] },
    { args: ['pipeline', 'cancel', '{pipelineRun}'] },
    { args: ['pipeline', 'show', 'nightly', '--json'] },
    { args: ['pipeline', 'validate', 'nightly', '--json'] },
    { args: ['pipeline', 'python', 'load', '--json'] },
    { args: ['pipeline', 'python', 'nowhere', '--prepare'] },
    { args: ['pipeline', 'python'] },
    { args: ['pipeline', 'python', 'load', 'nowhere', '--json'] },
    { args: ['pipeline', 'python', '--prepare'] },
    { args: ['pipeline', 'pause', 'nightly'] },
    { args: ['pipeline', 'pause', 'load', '--json'] },
    { args: ['pipeline', 'list'] },
    { args: ['pipeline', 'resume', 'nightly', '--preview', '--json'] },
    { args: ['pipeline', 'resume', 'nightly', '--json'] },
    { args: ['pipeline', 'show', 'nightly'] },
    { args: ['pipeline', 'next', 'nightly', '--count', '3'] },
    { args: ['pipeline', 'next', 'load', '--json'] },
    { args: ['pipeline', 'backfill', 'nightly', ...octoberDays, '--dry-run'] },
    { args: ['pipeline', 'backfill', 'load', ...octoberDays, '--json'] },
    { args: ['pipeline', 'backfill', 'nightly', '--from', 'yesterday', '--until', '2026-10-03'] },
    { args: ['pipeline', 'backfills', 'nightly', '--json'] },
    { args: ['pipeline', 'cancel-backfill', '1'] },
    { args: ['pipeline', 'clear', '{pipelineRun}', '--scope', 'whole', '--preview'] },
    { args: ['pipeline', 'clear', '{pipelineRun}', '--scope', 'whole', '--json'] },
    { args: ['pipeline', 'clear', '{pipelineRun}', '--scope', 'up-to', '--json'] },
    {
      args: [
        'pipeline',
        'mark',
        '{pipelineRun}',
        'failed',
        '--task',
        'load',
        '--reason',
        'by hand',
        '--json',
      ],
    },
    { args: ['pipeline', 'mark', '{pipelineRun}', 'skipped', '--reason', 'by hand'] },
    { args: ['pipeline', 'decide', '{pipelineRun}', 'load', '--approve', '--json'] },
    { args: ['pipeline', 'decide', '{pipelineRun}', 'load'] },
    ...pipelineViewSteps(),
    { args: ['task', 'log', '{pipelineRun}', 'load', '--search', 'TEXTS', '--json'] },
    { args: ['task', 'log', '{pipelineRun}', 'load', '--try', '2', '--download', 'load.log'] },
    { args: ['task', 'log', '{pipelineRun}', 'load', '--map-index', '3'] },
    { args: ['task', 'log', '{pipelineRun}', 'load'] },
    { args: ['task', 'log', '{pipelineRun}', 'nothing', '--json'] },
  ];
}

function monitoringSteps(): Step[] {
  return [
    { args: ['batch', 'predict', 'churner', 'texts'] },
    { args: ['batch', 'monitor', '1', '--json'] },
    { args: ['batch', 'list'] },
    { args: ['batch', 'show', '1'] },
    { args: ['batch', 'rows', '1'] },
    { args: ['batch', 'label', '1', '0=positive'] },
    ...alertSteps(),
  ];
}

/** Traces come from applications only: the commands speak of those that are not there. */
function traceSteps(): Step[] {
  return [
    { args: ['trace', 'list'] },
    { args: ['trace', 'list', '--filter', 'span.type =', '--json'] },
    { args: ['trace', 'list', '--experiment', 'churn', '--order-by', 'timestamp ASC', '--all', '--json'] },
    { args: ['trace', 'show', 'tr-0'] },
    { args: ['trace', 'show', 'tr-0', '--attributes', '--json'] },
    { args: ['trace', 'tag', 'tr-0', 'a=b'] },
    { args: ['trace', 'untag', 'tr-0', 'a'] },
    { args: ['trace', 'delete', 'tr-0'] },
    { args: ['trace', 'delete', 'tr-0', '--yes', '--json'] },
  ];
}

function transferSteps(): Step[] {
  return [
    { args: ['import', 'mlflow', 'mlruns', '--dry-run'] },
    { args: ['import', 'mlflow', 'mlruns', '--experiment', 'brought', '--json'] },
    { args: ['import', 'mlflow', 'mlruns'] },
    { args: ['import', 'mlflow', 'texts.csv'] },
    { args: ['import', 'mlflow', 'missing.db', '--json'] },
    { args: ['push', 'mlflow', 'http://127.0.0.1:9', '--dry-run'] },
    { args: ['push', 'mlflow', 'nowhere', '--all'] },
    { args: ['transfer', 'list'] },
    { args: ['transfer', 'show', '1', '--json'] },
    { args: ['transfer', 'cancel', '1'] },
    { args: ['transfer', 'cancel', '99'] },
  ];
}

/** A store of MLflow with one run. */
function writeMlruns(folder: string): void {
  const run = '0123456789abcdef0123456789abcdef';
  const files: Record<string, string> = {
    'meta.yaml': "experiment_id: '1'\nname: brought\nlifecycle_stage: active\n",
    [`${run}/meta.yaml`]: `run_id: ${run}\nstatus: 3\nstart_time: 1700000000000\nend_time: 1700000001000\n`,
    [`${run}/metrics/loss`]: '1700000000001 0.5 0\n1700000000002 nan 1\n',
    [`${run}/params/depth`]: '8',
    [`${run}/artifacts/notes/a.txt`]: 'words',
  };
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, '1', ...path.split('/'));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

const texts = 'text,label\ngood,a\nbad,b\n';
const pipeline = `version: 1
name: load
tasks:
  load:
    type: stile/load-dataset
    with: { dataset: texts }
`;

const nightly = `version: 1
name: nightly
schedule: { cron: "0 6 * * *", timezone: Europe/Stockholm }
${pipeline.slice(pipeline.indexOf('tasks:'))}`;

/** Every command that asks the engine, well and badly used. */
const scenario: Step[] = [
  // First, because a running engine makes the day's backup after some seconds.
  { args: ['backup', 'now'] },
  { args: ['backup', 'list', '--json'] },
  { args: ['experiment', 'create', 'churn', '--tag', 'team=growth'] },
  { args: ['experiment', 'create', 'churn'] },
  { args: ['experiment', 'create', 'åäö 日本', '--json'] },
  { args: ['experiment', 'list', '--order-by', 'name ASC'] },
  { args: ['experiment', 'list', '--filter', "name LIKE 'ch%'", '--json'] },
  { args: ['experiment', 'list', '--max-results', '1', '--all', '--json', '--order-by', 'name'] },
  { args: ['experiment', 'show', 'churn'] },
  { args: ['experiment', 'show', '1', '--json'] },
  { args: ['experiment', 'show', 'nothing', '--json'] },
  { args: ['experiment', 'rename', 'åäö 日本', 'renamed'] },
  { args: ['experiment', 'tag', 'renamed', 'a=1', 'b=x=y'] },
  { args: ['experiment', 'untag', 'renamed', 'a', '--json'] },
  { args: ['experiment', 'untag', 'renamed', 'never'] },
  { args: [...created, '1700000000000', '--name', 'first'], keep: runId },
  {
    args: [...created, '1700000000001', '--name', 'second', '--parent', '{run}', '--user', 'åsa'],
    keep: otherId,
  },
  { args: ['run', 'log-param', '{run}', 'depth=8', 'rate=0.1'] },
  { args: ['run', 'log-param', '{run}', 'depth=9'] },
  {
    args: [
      'run',
      'log-metric',
      '{run}',
      'loss=0.5',
      'acc=NaN',
      'big=-inf',
      '--step',
      '3',
      '--timestamp',
      '1700000000001',
    ],
  },
  { args: ['run', 'log-metric', '{run}', 'loss=0.25', '--timestamp', '1700000000002', '--json'] },
  {
    args: ['run', 'log-batch', '{other}'],
    input: '{"params":[{"key":"depth","value":"9"}],"tags":[{"key":"t","value":"v"}]}',
  },
  { args: ['run', 'log-batch', '{other}', 'batch.json', '--json'] },
  { args: ['run', 'log-batch', '{other}', '--json'], input: '{"metrics":[{"key":"x","value":"much"}]}' },
  { args: ['run', 'log-batch', '{other}'], input: '{"surprise":1}' },
  {
    args: [
      'run',
      'log-input',
      '{run}',
      '--name',
      'reviews',
      '--digest',
      'ab12',
      '--source',
      'r.csv',
      '--context',
      'training',
    ],
  },
  { args: ['run', 'inputs', '{run}', '--json'] },
  { args: ['run', 'metrics', '{run}'] },
  { args: ['run', 'metrics', '{run}', 'loss', '--all', '--json'] },
  { args: ['run', 'series', '{run}', '--json'] },
  {
    args: ['run', 'series', '{run}', '{other}', '--metric', 'loss', 'acc', '--smoothing', 'ema:0.6', '--csv'],
  },
  { args: ['run', 'series', '{run}', '--metric', 'loss', '--x', 'relative', '--from', '0', '--json'] },
  { args: ['run', 'show', '{run}'] },
  { args: ['run', 'list', '--experiment', 'churn', '--json'] },
  { args: ['run', 'list', '--roots', '--filter', 'metrics.loss < 0.3'] },
  { args: ['run', 'list', '--parent', '{run}'] },
  { args: ['run', 'list', '--experiment', 'churn', '--sparkline', 'loss'] },
  { args: ['run', 'list', '--filter', 'metrics.loss <<< 0.3', '--json'] },
  ...runTableSteps(),
  ...viewSteps(),
  ...comparisonSteps(),
  { args: ['run', 'tag', '{run}', 'stage=dev'] },
  { args: ['run', 'untag', '{run}', 'stage', '--json'] },
  {
    args: [
      'run',
      'update',
      '{run}',
      '--name',
      'renamed',
      '--ended-at',
      '1700000009000',
      '--status',
      'FAILED',
    ],
  },
  { args: ['run', 'finish', '{other}', '--json'] },
  { args: ['artifact', 'put', '{run}', 'batch.json', 'data/'] },
  { args: ['artifact', 'put', '{run}', 'batch.json', 'data/../../x', '--json'] },
  { args: ['artifact', 'list', '{run}'] },
  { args: ['artifact', 'list', '{run}', 'data', '--recursive', '--json'] },
  { args: ['artifact', 'get', '{run}', 'data', '--output', 'copied', '--force', '--json'] },
  { args: ['artifact', 'get', '{run}', 'data/batch.json', '--output', '-'] },
  ...tableSteps(),
  { args: ['artifact', 'path', 'runs:/{run}/data/batch.json'] },
  { args: ['artifact', 'path', 'runs:/{run}/data/batch.json', '--json'] },
  { args: ['artifact', 'path', 'runs:/{run}/data'] },
  { args: ['artifact', 'path', 'runs:/{run}/../x', '--json'] },
  { args: ['artifact', 'path', '/etc/passwd'] },
  { args: ['artifact', 'get', '{run}', 'missing'] },
  { args: ['artifact', 'delete', '{run}', 'data/batch.json'] },
  { args: ['run', 'delete', '{run}', '{other}'] },
  { args: ['run', 'log-metric', '{run}', 'loss=1'] },
  { args: ['run', 'list', '--view', 'deleted', '--order-by', 'attributes.name'] },
  { args: ['run', 'restore', '{other}'] },
  { args: ['run', 'purge', '{run}'] },
  { args: ['run', 'purge', '{run}', '--yes', '--json'] },
  { args: ['run', 'show', '{run}'] },
  { args: ['experiment', 'delete', 'renamed'] },
  { args: ['experiment', 'restore', 'renamed', '--json'] },
  { args: ['experiment', 'purge', 'renamed', '--yes'] },
  { args: ['experiment', 'purge', 'renamed', '--json'] },
  ...datasetSteps(),
  ...modelSteps(),
  ...pythonSteps(),
  ...pipelineSteps(),
  ...pipelineEditingSteps(),
  ...monitoringSteps(),
  ...transferSteps(),
  ...traceSteps(),
  ...engineSteps(),
  ...searchSteps(),
  ...appSteps(),
  ...editorSteps(),
  { args: ['export', 'all.stile', '--force', '--json'] },
  { args: ['export', 'all.stile'] },
];

/** These see to the engine themselves; cli.process.test.ts runs them. `info` is compared there. */
const notCompared = [
  ...['open', 'serve', 'new', 'info', 'stop', 'import', 'backup restore', 'demo'],
  // They say whether an engine runs.
  ...['endpoint status', 'endpoint use'],
  // These tell of the machine and of what else was open on it; engine-workspaces.test.ts asks them.
  ...['workspace list', 'workspace check', 'workspace usage'],
  // app-data.process.test.ts asks these.
  ...['app data list', 'app data remove'],
];

describe('a command answers the same with a running engine and without', () => {
  it(
    'in every step of a long scenario',
    () =>
      withFolder(async (folder) => {
        const [without, withEngine] = [join(folder, 'utan'), join(folder, 'medd')];
        const [alone, served] = await Promise.all([
          play(without),
          withHost(join(withEngine, 'ws'), () => play(withEngine), { env: editorPlace(withEngine) }),
        ]);
        for (const [i, step] of scenario.entries())
          expect([step.args, served[i]]).toEqual([step.args, alone[i]]);
      }),
    600_000,
  );

  it('for every command there is', () => {
    const sink = { write: () => undefined };
    const program = createProgram(
      { platform: 'linux', env: {}, home: '/', cwd: '/', dist: '/', resources: '/', version: '0' },
      createOutput(sink, sink),
    );
    const played = new Set(scenario.map(({ args }) => args));
    const missing = leaves(program).filter(
      (name) => ![...played].some((args) => args.join(' ').startsWith(name)) && !notCompared.includes(name),
    );
    expect(missing).toEqual([]);
  });
});

function leaves(command: Command, prefix = ''): string[] {
  return command.commands.flatMap((child) => {
    const name = `${prefix}${child.name()}`;
    return child.commands.length === 0 ? [name] : leaves(child, `${name} `);
  });
}

/** The choice of an editor is kept in a home folder of the test. */
function editorPlace(cwd: string): Record<string, string> {
  const home = join(cwd, 'home');
  const folders = { HOME: home, USERPROFILE: home, LOCALAPPDATA: home, XDG_STATE_HOME: join(home, 'state') };
  return { ...folders, STILE_RECENT: join(cwd, 'recent.json'), VISUAL: '', EDITOR: '' };
}

const batch = '{"metrics":[{"key":"x","value":"Infinity"},{"key":"x","value":1e-9,"step":1}]}';

/** Runs the scenario in a folder, on its workspace `ws`. */
async function play(cwd: string): Promise<string[]> {
  const workspace = join(cwd, 'ws');
  mkdirSync(cwd, { recursive: true });
  writeFileSync(join(cwd, 'batch.json'), batch);
  writeFileSync(join(cwd, 'texts.csv'), texts);
  writeFileSync(join(cwd, 'more.csv'), `${texts}fine,a\n`);
  writeMlruns(join(cwd, 'mlruns'));
  mkdirSync(join(workspace, 'pipelines'), { recursive: true });
  writeFileSync(join(workspace, 'pipelines', 'load.yaml'), pipeline);
  writeFileSync(join(workspace, 'pipelines', 'nightly.yaml'), nightly);
  const kept = new Map<string, string>();
  const answers: string[] = [];
  for (const { args, input, keep } of scenario) {
    const filled = args.map((arg) =>
      arg.replace(/\{(\w+)\}/g, (_, name: string) => kept.get(name) ?? `no ${name}`),
    );
    const { code, stdout, stderr } = await runStile(['--workspace', workspace, ...filled], {
      cwd,
      // What these change on a machine they change in a home folder of the test.
      ...(args[0] === 'app' && { env: { HOME: join(cwd, 'home') } }),
      ...(args[0] === 'editor' && { env: editorPlace(cwd) }),
      ...(input && { input }),
    });
    if (args.includes('--json')) expect(() => JSON.parse(stdout) as unknown).not.toThrow();
    if (keep) kept.set(keep[0], keep[1](JSON.parse(stdout) as Record<string, string>) ?? '');
    answers.push(normalise(`${code}\n${stdout}\n${stderr}`, cwd, kept));
  }
  return answers;
}
