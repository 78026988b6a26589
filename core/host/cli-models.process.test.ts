import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { saveTextModelFolder, trainText, type ModelFolderContent } from '#core/models/index.ts';
import { runStile, withHost, type Finished } from '#core/testing/programs.ts';
import { modelFiles } from '#core/testing/test-models.ts';
import { withFolder } from '#core/testing/with-engine.ts';

type Ask = (...args: string[]) => Promise<Finished>;

describe('stile model', () => {
  it('tells the story of a champion, from registering to rolling back', () =>
    withModelRun(async (ask, runId) => {
      const registered = await ask(
        'model',
        'register',
        'churn',
        '--run',
        runId,
        '--tag',
        'team=growth',
        '--json',
      );
      expect(JSON.parse(registered.stdout)).toMatchObject({
        uri: 'models:/churn/1',
        runId,
        flavors: ['stile_text', 'python_function'],
        tags: [{ key: 'team', value: 'growth' }],
      });
      await ask('model', 'register', 'churn', '--run', runId, '--description', 'second');
      await ask('model', 'promote', 'churn', '1', '--reason', 'first');
      await ask('model', 'alias', 'set', 'churn', 'challenger', '2', '--reason', 'in shadow');
      const promoted = await ask('model', 'promote', 'churn', 'challenger', '--reason', 'better, åäö');
      expect(promoted.stdout).toMatch(/^Champion: +2 since /m);
      expect((await ask('model', 'resolve', 'churn@champion')).stdout).toBe('models:/churn/2\n');
      await ask('model', 'rollback', 'churn', '--reason', 'complaints');
      expect((await ask('model', 'list')).stdout.split('\n')[1]).toMatch(/^churn\t2\t1\t/);
      const history = (await ask('model', 'history', 'churn')).stdout.trimEnd().split('\n');
      expect(history.slice(1).map((line) => line.split('\t').slice(1, 5).join(' '))).toEqual([
        'champion rollback 2 1',
        'champion promote 1 2',
        'challenger set - 2',
        'champion promote - 1',
      ]);
      expect(history[2]).toContain('command stile model promote\tbetter, åäö');
    }));

  it('changes words, tags, stages and aliases, and deletes', () =>
    withModelRun(async (ask, runId) => {
      for (let i = 0; i < 2; i++) await ask('model', 'register', 'churn', '--run', runId);
      await ask('model', 'describe', 'churn', 'Who leaves');
      await ask('model', 'describe', 'churn/2', 'more epochs');
      await ask('model', 'tag', 'churn', 'team=growth', 'a=b');
      await ask('model', 'untag', 'churn', 'a');
      await ask('model', 'tag', 'models:/churn/2', 'checked=yes');
      expect((await ask('model', 'show', 'churn')).stdout).toMatch(
        /Description: +Who leaves\n[^]*Tag team: +growth\n$/,
      );
      const staged = await ask('model', 'stage', 'churn/latest', 'Production');
      expect(staged.stdout).toMatch(
        /Stage: +Production\nDescription: +more epochs\n[^]*Tag checked: +yes\n$/,
      );
      await ask('model', 'alias', 'set', 'churn', 'blue', 'latest');
      expect((await ask('model', 'alias', 'remove', 'churn', 'blue')).stdout).not.toContain('blue');
      expect((await ask('model', 'delete-version', 'churn', '1')).stdout).toBe(
        'Deleted version 1 of "churn".\n',
      );
      const preview = await ask('model', 'delete', 'churn');
      expect([preview.code, preview.stdout]).toEqual([
        2,
        'This would delete the model "churn" with 1 version for good. Nothing is deleted yet; do it with --yes.\n',
      ]);
      expect((await ask('model', 'delete', 'churn', '--yes')).code).toBe(0);
      expect((await ask('model', 'list', '--json')).stdout).toBe('{"models":[],"nextPageToken":null}\n');
    }));

  it('ends with a code and a remedy for what cannot be done, and leaves nothing behind', () =>
    withModelRun(async (ask, runId) => {
      await ask('model', 'register', 'churn', '--run', runId);
      const { runId: empty } = JSON.parse((await ask('run', 'create', '--json')).stdout) as { runId: string };
      for (const [code, args, words] of refusals) {
        const answer = await ask('model', ...args.map((arg) => arg.replace('{empty}', empty)));
        expect([args, answer.code, answer.stdout]).toEqual([args, code, '']);
        expect(answer.stderr).toContain(words);
      }
      const { models } = JSON.parse((await ask('model', 'list', '--json')).stdout) as { models: object[] };
      expect(models).toMatchObject([{ name: 'churn', versionCount: 1, champion: null }]);
    }));

  it('asks a model by its champion or a version, for texts and for a file', () =>
    withModelRun(async (ask, _, folder) => {
      await saveTextModelFolder(join(folder, 'text-model'), trainSmallModel());
      const { runId } = JSON.parse((await ask('run', 'create', '--json')).stdout) as { runId: string };
      await ask('artifact', 'put', runId, join(folder, 'text-model'), 'model');
      await ask('model', 'register', 'mood', '--run', runId);
      await ask('model', 'promote', 'mood', '1', '--reason', 'first');
      const said = await ask('model', 'predict', 'mood', 'lovely thing', 'awful thing');
      expect(said.stdout).toMatch(
        /^LABEL\tCONFIDENCE\tTEXT\ngood\t0\.\d{3}\tlovely thing\nbad\t0\.\d{3}\tawful thing\n$/,
      );
      expect(said.stderr).toMatch(/^mood version 1 answered 2 texts in \d+\.\d\d m?s\n$/);
      writeFileSync(join(folder, 'moods.csv'), 'id;review\n1;awful\n2;lovely\n');
      const filed = await ask(
        'model',
        'predict',
        'mood/1',
        '--file',
        'moods.csv',
        '--column',
        'review',
        '--json',
      );
      expect(JSON.parse(filed.stdout)).toMatchObject({
        model: { name: 'mood', version: 1, uri: 'models:/mood/1' },
        predictions: [
          { text: 'awful', label: 'bad' },
          { text: 'lovely', label: 'good' },
        ],
      });
      const unknown = await ask('model', 'predict', 'mood/7', 'x');
      expect([unknown.code, unknown.stderr]).toEqual([3, expect.stringContaining('There is version 1.')]);
    }));

  it('teaches with examples on every level', async () => {
    const verbs = [
      'list',
      'show',
      'versions',
      'history',
      'resolve',
      'register',
      'promote',
      'rollback',
      'delete',
    ];
    const more = ['describe', 'tag', 'untag', 'stage', 'delete-version', 'predict', 'alias'];
    for (const verb of ['', ...verbs, ...more]) {
      const { code, stdout } = await runStile(['model', ...(verb === '' ? [] : [verb]), '--help']);
      expect([verb, code, stdout.includes('Examples:\n  $ stile ')]).toEqual([verb, 0, true]);
    }
  });
});

/** Exit code, what follows `stile model`, and what stderr says. */
const refusals: readonly [number, string[], string][] = [
  [1, ['rollback', 'churn', '--reason', 'x'], 'cannot be rolled back'],
  [1, ['register', 'new', '--run', '{empty}'], 'is damaged'],
  [1, ['predict', 'churn', '--file', 'rows.csv', '--column', 'no'], 'it has id, text'],
  [2, ['promote', 'churn', '1'], '--reason'],
  [2, ['promote', 'churn', '1', '--reason', ' '], 'the history keeps why'],
  [2, ['alias', 'set', 'churn', 'latest', '1'], 'newest version'],
  [2, ['register', 'new'], '--run'],
  [2, ['register', 'a/b', '--source', 's3://b/m'], 'no / and no :'],
  [2, ['predict', 'churn'], 'nothing to ask'],
  [2, ['stage', 'churn/1', 'Live'], 'Allowed choices'],
  [3, ['show', 'chrun'], 'There is churn.'],
  [3, ['show', 'churn/7'], 'There is version 1.'],
  [3, ['resolve', 'churn@best'], 'no aliases'],
  [3, ['promote', 'churn', '7', '--reason', 'x'], 'There is version 1.'],
  [3, ['register', 'churn', '--run', 'ffff'], 'no run'],
  [3, ['predict', 'churn', '--file', 'no.csv'], 'no file'],
];

describe('stile lineage', () => {
  it('draws what made a version, and gives the graph with --json', () =>
    withModelRun(async (ask, runId) => {
      await ask('model', 'register', 'churn', '--run', runId);
      await ask('model', 'promote', 'churn', '1', '--reason', 'first');
      const { stdout } = await ask('lineage', 'models:/churn@champion');
      expect(stdout).toContain('ModelVersion churn 1  models:/churn/1');
      expect(stdout).toContain(`  └─ Run trained running  runs:/${runId}`);
      const graph = await ask('lineage', `runs:/${runId}`, '--downstream', '--depth', '1', '--json');
      expect(JSON.parse(graph.stdout)).toMatchObject({
        edges: [{ from: `runs:/${runId}`, to: 'models:/churn/1' }],
        isCut: false,
      });
      expect((await ask('lineage', 'datasets:/ghost/1')).code).toBe(3);
      expect((await ask('lineage', 'x', '--upstream', '--downstream')).code).toBe(2);
      expect((await ask('lineage', 'x', '--depth', '0')).code).toBe(2);
    }));
});

/** Knows lovely from awful. */
function trainSmallModel(): ModelFolderContent {
  const words = ['lovely', 'great', 'awful', 'poor'];
  const texts = Array.from({ length: 40 }, (_, i) => `${words[i % 4] ?? ''} product number ${i}`);
  const labels = texts.map((_, i) => (i % 4 < 2 ? 'good' : 'bad'));
  return {
    model: trainText(texts, labels),
    reference: null,
    inputExample: texts.slice(0, 2),
    createdAt: 1_795_000_000_000,
    modelUuid: 'a'.repeat(32),
  };
}

/** A host with a run that holds a model, and the command against it; the folder has a `rows.csv`. */
function withModelRun<T>(fn: (ask: Ask, runId: string, folder: string) => Promise<T>): Promise<T> {
  return withFolder(async (folder) => {
    const workspace = join(folder, 'ws');
    return withHost(workspace, async () => {
      const ask: Ask = (...args) => runStile([...args, '--workspace', workspace], { cwd: folder });
      mkdirSync(join(folder, 'model'));
      for (const [path, text] of Object.entries(modelFiles()))
        writeFileSync(join(folder, 'model', path), text);
      writeFileSync(join(folder, 'rows.csv'), 'id,text\n1,a\n');
      const made = await ask('run', 'create', '--name', 'trained', '--json');
      const { runId } = JSON.parse(made.stdout) as { runId: string };
      await ask('artifact', 'put', runId, join(folder, 'model'), 'model');
      return fn(ask, runId, folder);
    });
  });
}
