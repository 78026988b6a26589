import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CheckPlace, InputFinding, TaskType } from '#core/tasks/index.ts';
import { withFolder } from '#core/testing/with-engine.ts';
import { noPythons } from '../testing/no-pythons.ts';
import { testPlatform } from '../testing/test-platform.ts';
import { createGeneralTaskTypes } from './general-types.ts';

const types = createGeneralTaskTypes({
  platform: testPlatform(),
  env: process.env,
  starter: { run: () => Promise.reject(new Error('nothing is run here')) },
  pythons: noPythons,
});

function typeOf(name: string): TaskType {
  const type = types.find((one) => one.name === name);
  if (type === undefined) throw new Error(`there is no type ${name}`);
  return type;
}

interface Project {
  project: string;
  check(type: string, input: unknown, place?: Partial<CheckPlace>): InputFinding[];
}

function withProject(files: Record<string, string>, fn: (test: Project) => void): Promise<void> {
  return withFolder(async (project) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(project, path)), { recursive: true });
      writeFileSync(join(project, path), text);
    }
    const base = { platform: process.platform, project, pipeline: 'p', taskId: 't', children: [] };
    fn({
      project,
      check: (type, input, place = {}) => typeOf(type).check?.(input, { ...base, ...place }) ?? [],
    });
  });
}

const shop = {
  'train.py':
    'from shop.data import read\ndef fit(): pass\nasync def score(): pass\nclass Model: pass\nrun = fit\n',
  'shop/__init__.py': 'from .data import *\n',
  'shop/data.py': 'import os\nfrom . import paths\ndef read(): pass\n',
  'shop/paths.py': 'ROOT = 1\n',
  'job.ts': "import { a } from './lib.ts';\n",
  'lib.ts': '',
  'book.ipynb': '{}',
};

describe('what is wrong before anything runs', () => {
  it('names scripts and notebooks that are not there, and near ones', () =>
    withProject(shop, ({ check }) => {
      expect(check('python', { script: 'train.py' })).toEqual([]);
      expect(check('python', { script: 'trian.py' })[0]).toMatchObject({
        path: ['script'],
        value: 'trian.py',
        expected: 'did you mean "train.py"?',
      });
      expect(check('node', { script: 'jobs.ts' })[0]?.expected).toContain('job.ts');
      expect(check('notebook', { notebook: 'boook.ipynb' })[0]?.expected).toContain('book.ipynb');
      expect(check('sql', { database: 'shop.db', query: 'SELECT 1' })[0]?.path).toEqual(['database']);
      expect(check('sql', { database: 'shop.db', statements: 'SELECT 1', write: true })).toEqual([]);
      expect(check('python', { script: '{{ params.script }}' })).toEqual([]);
      expect(check('python', { script: 'trian.py' }, { project: null })).toEqual([]);
    }));

  it('finds modules and what is to be called in them by their words', () =>
    withProject(shop, ({ check }) => {
      const call = (module: string, name: string): InputFinding[] =>
        check('python', { module, function: name });
      for (const name of ['fit', 'score', 'Model', 'run', 'Model.load'])
        expect(call('train', name)).toEqual([]);
      expect(call('train', 'fitt')[0]).toMatchObject({ path: ['function'], expected: 'did you mean "fit"?' });
      expect(call('train', 'read')[0]?.severity).toBe('warning');
      expect(call('shop', 'read')[0]?.severity).toBe('warning');
      expect(call('shop.dta', 'read')[0]).toMatchObject({ path: ['module'], value: 'shop.dta' });
      expect(call('shop.dta', 'read')[0]?.severity).toBeUndefined();
      expect(call('sklearn.svm', 'SVC')[0]?.severity).toBe('warning');
    }));

  it('knows what a branch can choose, and which conditions are none', () =>
    withProject({}, ({ check }) => {
      const children = ['promote', 'retrain'];
      const wrong = { cases: [{ when: 'a=b', then: 'promot' }], else: 'retrain' };
      expect(check('branch', wrong, { children }).map(({ path }) => path)).toEqual([
        ['cases', 0, 'when'],
        ['cases', 0, 'then'],
      ]);
      expect(check('branch', { choose: '{{ params.next }}' }, { children })).toEqual([]);
      expect(check('short_circuit', { condition: 'perhaps' })).toHaveLength(1);
      expect(check('trigger', { pipeline: 'p', wait: true })[0]?.severity).toBeUndefined();
      expect(check('trigger', { pipeline: 'p' })[0]?.severity).toBe('warning');
      expect(check('wait', { until: 'soon' })[0]?.path).toEqual(['until']);
      expect(check('wait', { until: '06:00', timezone: 'Stockholm' })[0]?.expected).toContain(
        'Europe/Stockholm',
      );
    }));

  it.each([
    ['python', { script: 'a.py', module: 'b', function: 'c' }],
    ['python', { module: 'a' }],
    ['python', { script: 'a.py', kwargs: {} }],
    ['branch', { choose: 'a', cases: [{ when: true, then: 'b' }] }],
    ['wait', { for: '1m', file: 'a' }],
    ['wait', {}],
    ['wait', { for: '1m', when: 'exists' }],
    ['sql', { database: 'a.db' }],
    ['sql', { database: 'a.db', statements: 'DROP TABLE a' }],
    ['shell', { command: 'true', cwd: '/' }],
    ['approve', {}],
  ])('%s does not take %j', (type, input) => {
    expect(typeOf(type).with.safeParse(input).success).toBe(false);
  });

  it('follows what a script imports of the project, for the cache', () =>
    withProject(shop, ({ project }) => {
      const files = (type: string, input: unknown): string[] =>
        (typeOf(type).codeFiles?.(input, project) ?? []).map((file) => file.slice(project.length + 1));
      const all = ['shop/__init__.py', 'shop/data.py', 'shop/paths.py', 'train.py'];
      expect(files('python', { script: 'train.py' })).toEqual(
        all.filter((file) => file !== 'shop/__init__.py'),
      );
      expect(files('python', { module: 'shop', function: 'read' })).toEqual(all.slice(0, 3));
      expect(files('node', { script: 'job.ts' })).toEqual(['job.ts', 'lib.ts']);
    }));
});
