import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { afterAll, describe, expect, it } from 'vitest';
import { outputsOf, reasonOf, withPrograms } from '../testing/with-programs.ts';
import { statesOf } from '../testing/with-runner.ts';

const wheels = mkdtempSync(join(tmpdir(), 'stile-wheels-'));
afterAll(() => {
  rmSync(wheels, { recursive: true });
});

describe('python', () => {
  it('runs a script of the project, and keeps which Python it was', () =>
    withPrograms(async ({ file, finish, write, ctx }) => {
      write('shop/__init__.py', '');
      write('shop/prices.py', 'VAT = 1.25\n');
      write(
        'jobs/price.py',
        `import json, os, sys
from shop.prices import VAT
with open(os.environ["STILE_OUTPUT"], "a") as out:
    out.write(json.dumps({"name": "price", "value": float(sys.argv[1]) * VAT}) + "\\n")
print("räksmörgås")
`,
      );
      file('script', 'tasks:\n  price: { type: python, with: { script: jobs/price.py, args: [100] } }\n');
      const run = await finish('script');
      expect(outputsOf(run, 'price')).toEqual({ price: 125 });
      const row = ctx.db.get<{ folder: string; log_path: string; environment_hash: string }>(
        'SELECT folder, log_path, environment_hash FROM task_attempts',
      );
      const kept = readFileSync(join(ctx.paths.root, row?.folder ?? '', 'environment.json'), 'utf8');
      expect(kept).toMatch(/"interpreter": ".*python/);
      expect(row?.environment_hash).toMatch(/^[0-9a-f]{64}$/);
      const log = readFileSync(join(ctx.paths.root, row?.log_path ?? ''), 'utf8');
      expect(log).toContain('räksmörgås');
      expect(log).toMatch(/Python: .* \(Python 3\.\d+\.\d+, from PATH\)/);
    }));

  it.each(['{}', "{ PYTHONSAFEPATH: '1' }"])(
    'shows a script and a function no folder but their own, with the variables %s',
    (env) =>
      withPrograms(async ({ file, finish, write }) => {
        const tell = `import json, os, sys
seen = [p for p in sys.path if p.endswith("resources/python")]
safe = getattr(sys.flags, "safe_path", False)
fits = safe == (sys.version_info >= (3, 11) and "PYTHONSAFEPATH" in os.environ)
`;
        const out = 'open(os.environ["STILE_OUTPUT"], "a").write(f"seen={json.dumps([seen, fits])}\\n")\n';
        write('jobs/beside.py', 'HERE = True\n');
        write('jobs/look.py', `${tell}${out}if not safe: import beside\nimport shop\n`);
        write('shop.py', `${tell}def look(): return {"seen": [seen, fits]}\n`);
        file(
          'look',
          `defaults: { env: ${env} }
tasks:
  a: { type: python, with: { script: jobs/look.py } }
  b: { type: python, with: { module: shop, function: look } }
`,
        );
        const run = await finish('look');
        expect(statesOf(run)).toBe('a: success, b: success');
        expect([outputsOf(run, 'a'), outputsOf(run, 'b')]).toEqual([
          { seen: '[[], true]' },
          { seen: [[], true] },
        ]);
      }),
  );

  it('calls functions, whose results are outputs', () =>
    withPrograms(async ({ file, finish, write }) => {
      write(
        'src/shop/train.py',
        `import datetime, sys
def fit(rows, depth=3):
    return {"rows": len(rows), "depth": depth, "day": datetime.date(2026, 3, 1)}
async def score(a, b):
    return a + b
def nothing(): sys.exit(99)
def broken(): raise ValueError("no such column")
`,
      );
      write('src/shop/__init__.py', '');
      const call = (name: string, kwargs: string): string =>
        `{ type: python, with: { module: shop.train, function: ${name}, kwargs: ${kwargs} } }`;
      file(
        'calls',
        `tasks:
  fit: ${call('fit', '{ rows: [1, 2] }')}
  score: ${call('score', '{ a: 1, b: 2 }')}
  nothing: ${call('nothing', '{}')}
  broken: ${call('broken', '{}')}
  wrong: ${call('fit', '{ row: 1 }')}
`,
      );
      const run = await finish('calls');
      expect(statesOf(run)).toBe(
        'fit: success, score: success, nothing: skipped, broken: failed, wrong: failed',
      );
      expect(outputsOf(run, 'fit')).toEqual({ rows: 2, depth: 3, day: '2026-03-01' });
      expect(outputsOf(run, 'score')).toEqual({ return_value: 3 });
      expect(reasonOf(run, 'wrong')).toContain('exit code 100');
    }));

  it(
    'makes one environment from the requirements, for all tasks of the pipeline',
    () =>
      withPrograms(
        async ({ file, finish, write }) => {
          makeWheel(wheels);
          write('requirements.txt', 'stiletest==1.0\n');
          write(
            'pyproject.toml',
            '[project]\nname = "shop"\nversion = "1"\ndependencies = ["stiletest>=1"]\n',
          );
          write('use.py', 'import stiletest\ndef read(): return stiletest.WORD\n');
          const tasks = `tasks:
  a: { type: python, with: { module: use, function: read } }
  b: { type: python, with: { module: use, function: read } }
`;
          file('listed', `python: { requirements: requirements.txt }\n${tasks}`);
          file('project', `python: { pyproject: . }\n${tasks}`);
          file('plain', tasks);
          const listed = await finish('listed');
          expect(statesOf(listed)).toBe('a: success, b: success');
          expect(outputsOf(listed, 'b')).toEqual({ return_value: 'made' });
          expect(statesOf(await finish('project'))).toBe('a: success, b: success');
          expect(statesOf(await finish('plain'))).toBe('a: failed, b: failed');
        },
        { env: { ...process.env, PIP_NO_INDEX: '1', PIP_FIND_LINKS: wheels } },
      ),
    120_000,
  );

  it('says what to do where there is no Python, and the rest works', () =>
    withPrograms(
      async ({ file, finish, write }) => {
        write('a.py', 'print(1)\n');
        file(
          'without',
          'tasks:\n  a: { type: python, with: { script: a.py } }\n  b: { type: shell, with: { command: "true" } }\n',
        );
        const run = await finish('without');
        expect(statesOf(run)).toBe('a: failed, b: success');
        expect(reasonOf(run, 'a')).toContain('This task needs Python');
        expect(reasonOf(run, 'a')).toContain('python.org');
      },
      { env: { PATH: '/nowhere' } },
    ));

  it('says which package a notebook lacks', () =>
    withPrograms(async ({ file, finish, write, project }) => {
      execFileSync('python3', ['-m', 'venv', '--without-pip', join(project, '.venv')]);
      write('a.ipynb', '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}');
      file('book', 'tasks:\n  a: { type: notebook, retries: 1, with: { notebook: a.ipynb } }\n');
      const reason = reasonOf(await finish('book'), 'a');
      expect(reason).toContain(join(project, '.venv'));
      expect(reason).toContain('pip install nbclient ipykernel');
    }));
});

/** A package that nobody else has. */
function makeWheel(folder: string): void {
  const script = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1] + "/stiletest-1.0-py3-none-any.whl", "w") as wheel:
    info = "stiletest-1.0.dist-info/"
    wheel.writestr("stiletest.py", "WORD = 'made'\\n")
    wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: stiletest\\nVersion: 1.0\\n")
    wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr(info + "RECORD", "stiletest.py,,\\n")
`;
  execFileSync('python3', ['-I', '-c', script, folder]);
}
