import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readJson } from '../lib/json.ts';
import { repositoryPaths } from '../lib/paths.ts';
import { targets } from '../test-pack/targets.ts';

interface Step {
  uses?: string;
  run?: string;
}

interface Job {
  'runs-on'?: string;
  'timeout-minutes'?: number;
  uses?: string;
  permissions?: Record<string, string>;
  strategy?: { matrix: { os?: string[]; include?: { os: string; targets: string }[] } };
  steps?: Step[];
}

interface Workflow {
  permissions: Record<string, string>;
  concurrency: { group: string };
  jobs: Record<string, Job>;
}

const { root } = repositoryPaths();
const folder = join(root, '.github', 'workflows');
const workflows = readdirSync(folder).map((name) => ({
  name,
  workflow: parse(readFileSync(join(folder, name), 'utf8')) as Workflow,
}));
const { scripts } = readJson<{ scripts: Record<string, string> }>(join(root, 'package.json'));
const runners = ['ubuntu-24.04', 'ubuntu-24.04-arm', 'windows-2025', 'macos-15', 'macos-15-intel'];

const jobsOf = ({ jobs }: Workflow): Job[] => Object.values(jobs);
const stepsOf = (workflow: Workflow): Step[] => jobsOf(workflow).flatMap(({ steps }) => steps ?? []);
const systemsOf = ({ strategy }: Job): string[] => [
  ...(strategy?.matrix.os ?? []),
  ...(strategy?.matrix.include ?? []).map(({ os }) => os),
];

describe.each(workflows)('$name', ({ workflow }) => {
  it('pins each action by an exact tag, or is a workflow of ours', () => {
    const used = [...stepsOf(workflow), ...jobsOf(workflow)].flatMap(({ uses }) => uses ?? []);
    expect(used.length).toBeGreaterThan(0);
    const isPinned = (one: string): boolean =>
      /^actions\/[a-z-]+@v\d+\.\d+\.\d+$/.test(one) || /^\.\/\.github\/workflows\/[a-z]+\.yml$/.test(one);
    expect(used.filter((one) => !isPinned(one))).toEqual([]);
  });

  it('runs npm scripts that exist, and nothing else', () => {
    const commands = stepsOf(workflow).flatMap(({ run }) => run ?? []);
    expect(commands.length).toBeGreaterThan(0);
    const scriptOf = (command: string): string | undefined =>
      /^(?:xvfb-run -a )?npm (?:run )?([a-z:0-9]+)(?: -- [-a-z0-9 ]*(?:\$\{\{ matrix\.targets \}\})?)?$/.exec(
        command,
      )?.[1];
    const unknown = commands.filter((command) => {
      const script = scriptOf(command);
      return script !== 'ci' && (script === undefined || scripts[script] === undefined);
    });
    expect(unknown).toEqual([]);
  });

  it('may read the repository and no more, but for the job that drafts a release', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    const more = Object.entries(workflow.jobs).filter(([, { permissions }]) => permissions !== undefined);
    expect(more.filter(([name]) => name !== 'draft')).toEqual([]);
    for (const [, { permissions }] of more) expect(permissions).toEqual({ contents: 'write' });
  });

  it('has machines of known versions, a limit for each job, and no two runs of one thing', () => {
    for (const job of jobsOf(workflow).filter(({ uses }) => uses === undefined)) {
      const systems = job['runs-on'] === '${{ matrix.os }}' ? systemsOf(job) : [job['runs-on'] ?? ''];
      expect(systems.length).toBeGreaterThan(0);
      expect(systems.filter((system) => !runners.includes(system))).toEqual([]);
      expect(job['timeout-minutes']).toBeGreaterThan(0);
    }
    expect(workflow.concurrency.group).toContain('${{ github.ref }}');
  });
});

describe('the workflows together', () => {
  const ci = workflows.find(({ name }) => name === 'ci.yml')?.workflow;

  it('try the shell on three systems, and pack on each for its own', () => {
    expect(systemsOf(ci?.jobs['shell-e2e'] ?? {})).toEqual(['ubuntu-24.04', 'windows-2025', 'macos-15']);
    expect(systemsOf(ci?.jobs['package'] ?? {}).sort()).toEqual([...runners].sort());
  });

  it('pack everything that installers are made for, once', () => {
    const flags = { '--linux': 'linux', '--win': 'win32', '--mac': 'darwin' };
    const packed = (ci?.jobs['package']?.strategy?.matrix.include ?? []).flatMap((entry) => {
      const words = entry.targets.split(' ');
      const system = Object.entries(flags).find(([flag]) => words.includes(flag))?.[1];
      return words.filter((word) => /^--(x64|arm64)$/.test(word)).map((word) => `${system} ${word.slice(2)}`);
    });
    expect(packed.sort()).toEqual(targets.map(({ platform, arch }) => `${platform} ${arch}`).sort());
  });

  it('keep the end-to-end flavour out of what is released', () => {
    const text = readFileSync(join(folder, 'ci.yml'), 'utf8');
    expect(text.slice(text.indexOf('  package:'))).not.toContain('for-e2e');
    expect(text).not.toContain('release/e2e');
  });
});
