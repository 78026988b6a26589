import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import type { Run } from '#contract/entities.ts';
import { writeRecipe } from './recipe.ts';

const words = {
  code: 'code',
  noCommit: 'no commit',
  environment: 'environment',
  data: ({ name, digest }: { name: string; digest: string }) => `data ${name} ${digest}`,
  params: 'params',
  run: 'run',
};

function facts(tags: Run['tags'], params: Run['params'] = []) {
  const run: Run = {
    runId: 'abc',
    experimentId: '1',
    parentRunId: null,
    childCount: 0,
    name: 'one',
    status: 'FINISHED',
    userId: '',
    startedAt: 0,
    endedAt: 1,
    lifecycle: 'active',
    artifactUri: '',
    client: '',
    params,
    metrics: [],
    tags,
  };
  return {
    run,
    inputs: [],
    requirements: null,
    python: null,
    trackingUri: 'http://127.0.0.1:5000',
    experiment: 'a b',
  };
}

it('the commands check out, and run the script in its experiment', () => {
  const tags = [
    { key: 'mlflow.source.git.commit', value: 'c0ffee' },
    { key: 'mlflow.source.git.repoURL', value: 'https://example.org/a b.git' },
    { key: 'mlflow.source.name', value: 'train.py' },
  ];
  expect(
    writeRecipe({ ...facts(tags), requirements: 'model/requirements.txt', python: '3.12.4' }, 'sh', words),
  ).toBe(
    `# code
git clone -- 'https://example.org/a b.git' reproduce
cd reproduce
git checkout c0ffee

# environment
python3.12 -m venv .venv
. .venv/bin/activate
stile artifact get abc 'model/requirements.txt' --output requirements.txt
pip install -r requirements.txt

# run
export MLFLOW_TRACKING_URI='http://127.0.0.1:5000'
export MLFLOW_EXPERIMENT_NAME='a b'
python train.py`,
  );
});

it('PowerShell gets its own words', () => {
  const text = writeRecipe(facts([{ key: 'mlflow.source.name', value: "it's’.py" }]), 'powershell', words);
  expect(text).toContain("$env:MLFLOW_EXPERIMENT_NAME = 'a b'");
  expect(text).toContain("python 'it''s’’.py'");
});

it('nothing in a logged value runs in a real shell', () => {
  const evil = "x'; echo broken >&2; exit 7 #\necho broken >&2\rexit 7 $(exit 7) `exit 7`";
  const text = writeRecipe(
    {
      ...facts([{ key: 'mlflow.source.name', value: `${evil}.py` }], [{ key: evil, value: evil }]),
      experiment: evil,
    },
    'sh',
    words,
  );
  const safe = text.replaceAll(/^python /gm, ': ');
  expect(
    execFileSync('sh', ['-c', `${safe}\nprintf %s "$MLFLOW_EXPERIMENT_NAME"`], { encoding: 'utf8' }),
  ).toBe(evil);
});

it('nothing that begins with a dash becomes an option, and no transport of git is a program', () => {
  const recipe = (repoURL: string, commit: string, name: string): string => {
    const tags = [
      { key: 'mlflow.source.git.repoURL', value: repoURL },
      { key: 'mlflow.source.git.commit', value: commit },
      { key: 'mlflow.source.name', value: name },
    ];
    return writeRecipe(facts(tags), 'sh', words);
  };
  expect(recipe('--upload-pack=touch x', 'c0ffee', '-cimport os#.py')).toBe(`# code
git checkout c0ffee

# run
export MLFLOW_TRACKING_URI='http://127.0.0.1:5000'
export MLFLOW_EXPERIMENT_NAME='a b'
python './-cimport os#.py'`);
  expect(recipe('ext::sh -c id', 'c0ffee', '')).not.toContain('ext');
  expect(recipe('https://example.org/a.git', '--orphan', '')).not.toContain('orphan');
});
