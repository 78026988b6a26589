import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PipelineProblem } from '#contract/pipelines.ts';
import { StileError } from '#core/kernel/errors.ts';
import { makeMadeUpWheels } from '#core/testing/made-up-wheels.ts';
import { withPrograms, type TestPrograms } from './testing/with-programs.ts';

const wheels = mkdtempSync(join(tmpdir(), 'stile-wheels-'));
beforeAll(() => {
  makeMadeUpWheels(wheels);
});
afterAll(() => {
  rmSync(wheels, { recursive: true });
});

/** Only what is in the folder of wheels can be installed. */
const offline = { ...process.env, PIP_NO_INDEX: '1', PIP_FIND_LINKS: wheels };

const script = 'tasks:\n  run: { type: python, with: { script: run.py } }\n';

/** What `validate` says of a pipeline's own file. */
async function check(
  { runner, ctx }: Pick<TestPrograms, 'runner' | 'ctx'>,
  name: string,
): Promise<PipelineProblem[]> {
  const { text } = await runner.get(ctx, { name });
  return (await runner.validate(ctx, { name, text })).problems;
}

describe('the Python of a pipeline before a run', () => {
  it('is not asked for where no task runs in it', () =>
    withPrograms(
      async ({ file, runner, ctx, write }) => {
        write('run.sh', 'exit 0\n');
        file('plain', 'tasks:\n  a: { type: shell, with: { command: "true" } }\n');
        expect(await runner.python({ name: 'plain' })).toMatchObject({
          tasks: [],
          state: null,
          problem: null,
        });
        expect(await check({ runner, ctx }, 'plain')).toEqual([]);
      },
      { env: { PATH: '/nowhere' } },
    ));

  it('is ready where an interpreter is found', () =>
    withPrograms(async ({ file, runner, write }) => {
      write('run.py', '');
      file('found', script);
      const python = await runner.python({ name: 'found' });
      expect(python).toMatchObject({ tasks: ['run'], state: 'ready', environmentId: null, problem: null });
      expect(python.version).toMatch(/^3\.\d+\.\d+$/);
      expect(python.packages).toBeGreaterThanOrEqual(0);
    }));

  it('is unusable where the machine has none, and validate warns at the first task', () =>
    withPrograms(
      async ({ file, runner, ctx, write }) => {
        write('run.py', '');
        file('none', script);
        const python = await runner.python({ name: 'none' });
        expect(python).toMatchObject({
          state: 'unusable',
          path: null,
          failure: { code: 'PYTHON_NOT_FOUND' },
        });
        expect(python.problem).toMatch(
          /none of version 3\.8 or newer was found.*Install one from python\.org/s,
        );
        const problems = await check({ runner, ctx }, 'none');
        expect(problems).toMatchObject([
          { code: 'python_not_ready', severity: 'warning', path: 'tasks.run.type', line: 4 },
        ]);
        // It may be mended before the run: the file is right.
        await expect(runner.run(ctx, { name: 'none' })).resolves.toMatchObject({ pipeline: 'none' });
      },
      { env: { PATH: '/nowhere' } },
    ));

  it('is incomplete where a notebook lacks Jupyter, but for a kernel of its own', () =>
    withPrograms(async ({ file, runner, ctx, write, project }) => {
      execFileSync('python3', ['-m', 'venv', '--without-pip', join(project, 'bare')]);
      write('look.ipynb', '{}');
      const notebook = (more: string): string => `{ type: notebook, with: { notebook: look.ipynb${more} } }`;
      file(
        'books',
        `python: { environment: bare }
tasks:
  own: ${notebook('')}
  named: ${notebook(', kernel: ir')}
`,
      );
      const python = await runner.python({ name: 'books' });
      expect(python).toMatchObject({
        state: 'incomplete',
        missing: [
          { taskId: 'own', packages: ['nbclient', 'ipykernel'] },
          { taskId: 'named', packages: ['nbclient'] },
        ],
      });
      const [problem] = await check({ runner, ctx }, 'books');
      expect(problem).toMatchObject({ code: 'python_not_ready', path: 'python', line: 3 });
      expect(problem?.message).toContain('lacks nbclient and ipykernel');
    }));

  it(
    'says that an environment is to be made, makes it when it is asked to, and the run finds it',
    () =>
      withPrograms(
        async ({ file, runner, finish, write }) => {
          write('run.py', 'import stile_made_up\n');
          write('requirements.txt', 'stile_made_up==1.0\n');
          file('own', `python: { requirements: requirements.txt }\n${script}`);
          const absent = await runner.python({ name: 'own' });
          expect(absent).toMatchObject({
            state: 'absent',
            requirements: ['stile_made_up==1.0'],
            packages: null,
          });
          // Looking makes nothing.
          expect((await runner.python({ name: 'own' })).state).toBe('absent');
          const { environmentId } = absent;
          expect(await runner.preparePython({ name: 'own' })).toMatchObject({
            state: 'ready',
            environmentId,
          });
          expect((await finish('own')).state).toBe('success');
        },
        { env: offline },
      ),
    60_000,
  );

  it(
    'tells why an environment could not be made',
    () =>
      withPrograms(
        async ({ file, runner, ctx, write }) => {
          write('run.py', '');
          write('requirements.txt', 'stile_nowhere==1.0\n');
          file('own', `python: { requirements: requirements.txt }\n${script}`);
          await expect(runner.preparePython({ name: 'own' })).rejects.toThrow('stile_nowhere');
          const failed = await runner.python({ name: 'own' });
          expect(failed).toMatchObject({ state: 'failed', failure: { code: 'PYTHON_ENVIRONMENT_FAILED' } });
          const { text } = await runner.get(ctx, { name: 'own' });
          const { problems } = await runner.validate(ctx, { name: 'own', text });
          expect(problems[0]?.message).toContain('stile_nowhere');
        },
        { env: offline },
      ),
    60_000,
  );

  it('is told of all pipelines at once, as of each, with the errors of a file as its problem', () =>
    withPrograms(async ({ file, runner, write }) => {
      write('run.py', '');
      write('requirements.txt', 'stile_made_up==1.0\n');
      file('found', script);
      file('own', `python: { requirements: requirements.txt }\n${script}`);
      file('odd', `python: { interpreter: "3.99" }\n${script}`);
      file('plain', 'tasks:\n  a: { type: shell, with: { command: "true" } }\n');
      file('wrong', 'tasks:\n  a: { type: pyton }\n');
      const { pythons } = await runner.pythons({});
      expect(pythons.map(({ name, state }) => [name, state])).toEqual([
        ['found', 'ready'],
        ['odd', 'unusable'],
        ['own', 'absent'],
        ['plain', null],
        ['wrong', null],
      ]);
      expect(pythons.at(-1)).toMatchObject({
        problem: expect.stringContaining('pyton') as string,
        failure: { code: 'PIPELINE_INVALID' },
      });
      for (const { name, ...python } of pythons.slice(0, -1))
        expect(python).toEqual(await runner.python({ name }));
      const some = await runner.pythons({ names: ['own', 'wrong', 'found'] });
      expect(some.pythons.map(({ name }) => name)).toEqual(['found', 'own', 'wrong']);
      await expect(runner.pythons({ names: ['own', 'fuond'] })).rejects.toThrow(/found/);
    }));

  it('of pipelines that ask for the same Python is looked at once', async () => {
    const asked: unknown[] = [];
    const tell = ({ spec }: { spec: unknown }): Promise<never> => {
      asked.push(spec);
      return Promise.reject(
        new StileError('PYTHON_NOT_FOUND', 'none', { wanted: '', found: [], remedy: '' }),
      );
    };
    await withPrograms(
      async ({ file, runner, write }) => {
        write('run.py', '');
        for (const name of ['a', 'b', 'c']) file(name, script);
        file('odd', `python: { interpreter: "3.99" }\n${script}`);
        expect((await runner.pythons({})).pythons).toHaveLength(4);
        expect(asked).toEqual([null, { interpreter: '3.99' }]);
        await runner.pythons({ names: ['b'] });
        expect(asked).toHaveLength(3);
      },
      { pythons: { inspectTask: tell, prepareTask: tell } },
    );
  });

  it('is looked at of a few pipelines at once, and what nobody foresaw of one hides no other', async () => {
    let [now, most] = [0, 0];
    const look = async ({ spec }: { spec: unknown }): Promise<never> => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setTimeout(resolve, 5));
      now--;
      if (JSON.stringify(spec).includes('3.7')) throw new TypeError('nobody foresaw this');
      throw new StileError('PYTHON_NOT_FOUND', 'none', { wanted: '', found: [], remedy: '' });
    };
    await withPrograms(
      async ({ file, runner, write }) => {
        write('run.py', '');
        for (let n = 0; n < 30; n++) file(`p${n + 10}`, `python: { interpreter: "3.${n}" }\n${script}`);
        const { pythons } = await runner.pythons({});
        expect(pythons.map(({ failure }) => failure?.code)).toEqual(
          pythons.map(({ name }) => (name === 'p17' ? 'INTERNAL' : 'PYTHON_NOT_FOUND')),
        );
        expect(pythons).toHaveLength(30);
        expect(most).toBeGreaterThan(1);
        expect(most).toBeLessThanOrEqual(4);
      },
      { pythons: { inspectTask: look, prepareTask: look } },
    );
  });

  it('is refused for a file with errors and a name that is none', () =>
    withPrograms(async ({ file, runner }) => {
      file('wrong', 'tasks:\n  a: { type: pyton }\n');
      await expect(runner.python({ name: 'wrong' })).rejects.toMatchObject({ code: 'PIPELINE_INVALID' });
      await expect(runner.python({ name: 'wrongs' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }));
});
