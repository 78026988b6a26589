import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { TaskTypeInfo } from '#contract/pipelines.ts';
import { completeYaml, pathAt } from './complete-yaml.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const schema: unknown = JSON.parse(readFileSync(join(root, 'resources/schemas/pipeline.v1.json'), 'utf8'));
const train: TaskTypeInfo = {
  name: 'stile/train',
  description: 'Trains',
  with: {
    properties: {
      dataset: { type: 'string' },
      options: { type: 'object', properties: { c: { type: 'number' } } },
    },
  },
  outputs: ['run'],
  controlsFlow: null,
};
const known = {
  schema,
  types: new Map([[train.name, train]]),
  taskIds: ['load', 'train'],
  templatesOf: (task: string | null) => [`tasks.before-${task ?? 'none'}.outputs.rows`, 'params.rows'],
};

/** The text before the cursor; what is offered, and what of the line it would take the place of. */
function complete(text: string, below = ''): { taken: string; labels: string[] } | null {
  const lines = text.split('\n');
  const found = completeYaml(lines, known, below.split('\n'));
  if (found === null) return null;
  return { taken: lines.at(-1)?.slice(found.from) ?? '', labels: found.options.map(({ label }) => label) };
}

it('knows the keys above a place', () => {
  expect(pathAt(['tasks:', '  train:', '    type: stile/train', '    with:', '      op'])).toEqual([
    'tasks',
    'train',
    'with',
  ]);
  expect(pathAt(['name: x', ''])).toEqual([]);
  expect(pathAt(['tasks:', '  a:', '    needs: [x]', '  b:', '    '])).toEqual(['tasks', 'b']);
});

it('offers keys of the file, of a task and of what its type takes', () => {
  expect(complete('version: 1\nsch')).toMatchObject({ taken: 'sch' });
  expect(complete('version: 1\nsch')?.labels).toContain('schedule');
  expect(complete('tasks:\n  train:\n    re')?.labels).toEqual(
    expect.arrayContaining(['retries', 'needs', 'trigger_rule']),
  );
  const own = 'tasks:\n  train:\n    type: stile/train\n    with:\n';
  expect(complete(`${own}      `)?.labels).toEqual(['dataset', 'options']);
  expect(complete(`${own}      options:\n        `)?.labels).toEqual(['c']);
  expect(complete('tasks:\n  train:\n    type: stile/train\n    with: { o')?.labels).toEqual([
    'dataset',
    'options',
  ]);
  expect(complete('schedule:\n  ')?.labels).toContain('timezone');
});

it('offers no key that the mapping has already', () => {
  expect(complete('tasks:\n  train:\n    type: stile/train\n    with: { dataset: x, o')?.labels).toEqual([
    'options',
  ]);
  expect(
    complete('tasks:\n  train:\n    type: stile/train\n    with: { options: { c: 1 }, ')?.labels,
  ).toEqual(['dataset']);
  const own = 'tasks:\n  load:\n    retries: 1\n  train:\n    type: stile/train\n    with:\n';
  expect(complete(`${own}      `, '      options:\n        dataset: 1\n    needs: [load]')?.labels).toEqual([
    'dataset',
  ]);
  const ofTask = complete(
    `${own}      dataset: x\n    re`,
    '    needs: [load]\n  next:\n    pool: x',
  )?.labels;
  expect(ofTask).toEqual(expect.arrayContaining(['retries', 'pool']));
  expect(ofTask).not.toContain('needs');
  expect(ofTask).not.toContain('type');
  expect(complete('triggers:\n  - dataset: x\n  - ')?.labels).toContain('dataset');
});

it('says whose a key is, and which hold more keys', () => {
  const own = 'tasks:\n  train:\n    type: stile/train\n    with:\n      ';
  expect(completeYaml(own.split('\n'), known)?.options).toEqual([
    { label: 'dataset', kind: 'key', info: '', of: { type: 'stile/train', keys: ['dataset'] } },
    { label: 'options', kind: 'block', info: '', of: { type: 'stile/train', keys: ['options'] } },
  ]);
  const retries = completeYaml(['tasks:', '  train:', '    ret'], known)?.options.find(
    ({ label }) => label === 'retries',
  );
  expect(retries?.of).toEqual({ type: null, keys: ['retries'] });
});

it('offers types, ids, words of settings and templates', () => {
  expect(complete('tasks:\n  train:\n    type: sti')).toEqual({ taken: 'sti', labels: ['stile/train'] });
  expect(complete('tasks:\n  train:\n    needs: [lo')).toEqual({ taken: 'lo', labels: ['load'] });
  expect(complete('tasks:\n  train:\n    needs:\n      - l')?.labels).toEqual(['load', 'train']);
  expect(complete('tasks:\n  train:\n    trigger_rule: one')?.labels).toContain('one_success');
  expect(complete('schedule:\n  missed: ')?.labels).toEqual(['latest', 'all', 'none']);
  expect(complete('tasks:\n  train:\n    with:\n      rows: "{{ par')).toEqual({
    taken: 'par',
    labels: ['tasks.before-train.outputs.rows', 'params.rows'],
  });
});

it('offers nothing where anything can be written', () => {
  expect(complete('description: some wor')).toBeNull();
  expect(complete('tasks:\n  train:\n    with:\n      dataset: x')).toBeNull();
});
