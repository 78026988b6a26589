import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Environment } from '#core/kernel/folder-hazards.ts';
import { silentLogger } from '#core/kernel/logger.ts';
import { createFakeClock } from '#core/testing/fake-clock.ts';
import { makeMadeUpWheels } from '#core/testing/made-up-wheels.ts';
import { withFolder } from '#core/testing/with-engine.ts';
import { createPython, type PythonService } from './python-service.ts';

const resources = join(import.meta.dirname, '..', '..', 'resources');

interface Test {
  folder: string;
  python: PythonService;
  changes: () => number;
  /** Another engine of the same user. */
  other: () => PythonService;
}

/** Finds the machine's own Python on PATH; packages come from a folder of wheels alone. */
function withPython(fn: (test: Test) => Promise<void>, overrides: Environment = {}): Promise<void> {
  return withFolder(async (folder) => {
    makeMadeUpWheels(join(folder, 'wheels'));
    let changes = 0;
    const env = {
      PATH: process.env['PATH'],
      STILE_PYTHON_ENVS: join(folder, 'envs'),
      PIP_NO_INDEX: '1',
      PIP_FIND_LINKS: pathToFileURL(join(folder, 'wheels')).href,
      ...overrides,
    };
    const create = (): PythonService =>
      createPython({
        platform: 'linux',
        env,
        clock: createFakeClock(),
        logger: silentLogger,
        home: folder,
        project: null,
        resources,
        machine: 'linux-x64',
        onChange: () => void changes++,
      });
    const python = create();
    try {
      await fn({ folder, python, changes: () => changes, other: create });
    } finally {
      await python.stop();
    }
  });
}

function makeModel(folder: string, name: string, requirements: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  writeFileSync(join(path, 'MLmodel'), 'flavors: { python_function: { loader_module: own_loader } }\n');
  writeFileSync(join(path, 'requirements.txt'), requirements);
  return path;
}

describe('prepare', () => {
  it('takes a Python as it is when it has all packages, and installs nothing', () =>
    withPython(async ({ folder, python }) => {
      const prepared = await python.prepare(makeModel(folder, 'm', '# nothing at all\n'));
      expect(prepared).toMatchObject({ environmentId: null, remarks: [] });
      expect(existsSync(prepared.python)).toBe(true);
      expect(existsSync(join(folder, 'envs'))).toBe(false);
    }));

  it(
    'makes an environment once, for all models with the same requirements',
    () =>
      withPython(async ({ folder, python, changes }) => {
        const lines: string[] = [];
        const first = makeModel(folder, 'a', 'stile_made_up==1.0\n');
        const prepared = await python.prepare(first, (line) => lines.push(line));
        const version = execFileSync(prepared.python, ['-c', 'import stile_made_up as m; print(m.VERSION)']);
        expect(String(version)).toBe('1.0\n');
        expect(lines.join('\n')).toMatch(/Successfully installed stile.made.up-1\.0/);
        expect(changes()).toBeGreaterThan(1);
        lines.length = 0;
        const again = await python.prepare(makeModel(folder, 'b', '# b\nStile.Made-Up == 1.0'), (line) =>
          lines.push(line),
        );
        expect({ ...again, lines }).toEqual({ ...prepared, lines: [] });
        expect(await python.environments()).toMatchObject([
          { id: prepared.environmentId, state: 'ready', requirements: ['stile_made_up==1.0'] },
        ]);
        const [ready] = await python.environments();
        // pip alone is more than a megabyte.
        expect(ready?.bytes).toBeGreaterThan(1_000_000);
        await python.remove(prepared.environmentId ?? '');
        expect(await python.environments()).toEqual([]);
        await expect(python.remove(prepared.environmentId ?? '')).rejects.toMatchObject({
          code: 'NOT_FOUND',
        });
      }),
    60_000,
  );

  it(
    'makes one environment for two who ask at once, in this engine or in another',
    () =>
      withPython(async ({ folder, python, other }) => {
        const model = makeModel(folder, 'a', 'stile_made_up\n');
        const said: string[] = [];
        const all = await Promise.all([
          python.prepare(model, (line) => said.push(line)),
          python.prepare(model, (line) => said.push(line)),
          other().prepare(model, (line) => said.push(line)),
        ]);
        expect(new Set(all.map((one) => one.python)).size).toBe(1);
        // Two listeners of one work, or the other engine alone: never both.
        expect([1, 2]).toContain(said.filter((line) => line.includes('Successfully installed')).length);
      }),
    60_000,
  );

  it(
    'names the package that cannot be had, and leaves nothing behind',
    () =>
      withPython(async ({ folder, python }) => {
        const model = makeModel(folder, 'a', 'stile_made_up==1.0\nno-such-package-at-all==3.1\n');
        await expect(python.prepare(model)).rejects.toMatchObject({
          code: 'PYTHON_ENVIRONMENT_FAILED',
          data: { package: 'no-such-package-at-all==3.1' },
        });
        const [failed] = await python.environments();
        expect(failed).toMatchObject({
          state: 'failed',
          bytes: null,
          failure: {
            code: 'PYTHON_ENVIRONMENT_FAILED',
            data: { package: 'no-such-package-at-all==3.1', cause: 'no_version' },
          },
        });
        expect(failed?.problem).toContain('no-such-package-at-all==3.1');
        expect(readdirSync(join(folder, 'envs')).filter((name) => !name.endsWith('.lock'))).toEqual([]);
      }),
    60_000,
  );

  it(
    'can be ended, and done again',
    () =>
      withPython(async ({ folder, python }) => {
        const model = makeModel(folder, 'a', 'stile_made_up==2.0\n');
        const prepared = python.prepare(model);
        const cancel = async (): Promise<void> => {
          const [making] = await python.environments();
          if (making?.state === 'preparing') python.cancel(making.id);
          else await cancel();
        };
        await Promise.all([expect(prepared).rejects.toMatchObject({ code: 'CANCELED' }), cancel()]);
        expect(await python.environments()).toEqual([]);
        expect(await python.prepare(model)).toMatchObject({ remarks: [] });
      }),
    60_000,
  );

  it('says what to do where there is no Python', () =>
    withPython(
      async ({ folder, python }) => {
        const model = makeModel(folder, 'a', 'numpy\n');
        writeFileSync(join(model, 'python_env.yaml'), 'python: 3.10\n');
        await expect(python.prepare(model)).rejects.toMatchObject({
          code: 'PYTHON_NOT_FOUND',
          message: expect.stringMatching(/^No Python was found .* Python 3\.10\. Install Python 3\.10 /),
          data: { wanted: '3.10', found: [] },
        });
        expect(await python.interpreters(true)).toEqual([]);
      },
      { PATH: '/nowhere' },
    ));

  it('knows what is named like a Python and is none', () =>
    withFolder(async (folder) => {
      const path = join(folder, 'python');
      writeFileSync(path, '#!/bin/sh\necho nonsense >&2\nexit 9\n', { mode: 0o755 });
      await withPython(
        async ({ python }) => {
          expect(await python.interpreters(true)).toMatchObject([
            {
              path,
              source: 'STILE_PYTHON',
              version: null,
              problem: 'it ended with code 9: nonsense',
              refusal: 'broken',
            },
          ]);
        },
        { PATH: '/nowhere', STILE_PYTHON: path },
      );
    }));
});

describe('prepareTask', () => {
  const request = { spec: null, onProgress: () => undefined, signal: new AbortController().signal };

  it('asks a Python once, also for tasks that begin at once', () =>
    withPython(async ({ folder, python }) => {
      const [interpreter, asked] = [join(folder, 'counting python'), join(folder, 'asked')];
      const script = `#!/bin/sh\necho asked >> '${asked}'\nexec python3 "$@"\n`;
      writeFileSync(interpreter, script, { mode: 0o755 });
      const task = { ...request, spec: { interpreter }, project: folder };
      const prepared = await Promise.all([1, 2, 3].map(() => python.prepareTask(task)));
      prepared.push(await python.prepareTask(task));
      expect(new Set(prepared.map(({ hash }) => hash)).size).toBe(1);
      expect(readFileSync(asked, 'utf8')).toBe('asked\n');
    }));

  it(
    'installs what lies beside the requirements file, wherever it is copied to',
    () =>
      withPython(async ({ folder, python }) => {
        const wheel = 'wheels/stile_made_up-2.0-py3-none-any.whl';
        writeFileSync(join(folder, 'requirements.txt'), `./${wheel}\n`);
        const task = { ...request, spec: { requirements: 'requirements.txt' }, project: folder };
        expect((await python.prepareTask(task)).packages.get('stile-made-up')).toBe('2.0');
      }),
    60_000,
  );

  it('reads a pyproject.toml once for all who look at it, and again when it has changed', () =>
    withFolder((folder) => {
      const asked = join(folder, 'asked');
      mkdirSync(join(folder, 'bin'));
      const script = `#!/bin/sh\necho asked >> '${asked}'\nPATH='${process.env['PATH'] ?? ''}' exec python3 "$@"\n`;
      writeFileSync(join(folder, 'bin', 'python3'), script, { mode: 0o755 });
      return withPython(
        async ({ folder: project, python }) => {
          const task = { ...request, spec: { pyproject: '.' }, project };
          const times = (): number => readFileSync(asked, 'utf8').split('\n').length - 1;
          const inspect = async (dependency: string): Promise<unknown> => {
            const text = `[project]\nname = "x"\nversion = "1"\ndependencies = ["${dependency}"]\n`;
            writeFileSync(join(project, 'pyproject.toml'), text);
            return python.inspectTask(task);
          };
          await inspect('one');
          const before = times();
          expect(await inspect('one')).toMatchObject({ kind: 'absent', requirements: ['one'] });
          expect(times()).toBe(before);
          expect(await inspect('two')).toMatchObject({ kind: 'absent', requirements: ['two'] });
          expect(times()).toBe(before + 1);
        },
        { PATH: join(folder, 'bin') },
      );
    }));

  it(
    'installs a package again that was built anew in its place',
    () =>
      withPython(async ({ folder, python }) => {
        const file = join(folder, 'wheels/stile_made_up-2.0-py3-none-any.whl');
        writeFileSync(join(folder, 'requirements.txt'), './wheels/stile_made_up-2.0-py3-none-any.whl\n');
        const task = { ...request, spec: { requirements: 'requirements.txt' }, project: folder };
        const { environmentId } = await python.prepareTask(task);
        expect((await python.prepareTask(task)).environmentId).toBe(environmentId);
        utimesSync(file, 1, 1);
        expect((await python.prepareTask(task)).environmentId).not.toBe(environmentId);
      }),
    60_000,
  );

  it(
    'makes an environment again whose own Python was removed',
    () =>
      withPython(async ({ folder, python }) => {
        writeFileSync(join(folder, 'requirements.txt'), 'stile_made_up==2.0\n');
        const task = { ...request, spec: { requirements: 'requirements.txt' }, project: folder };
        const made = await python.prepareTask(task);
        const bin = join(made.python, '..');
        for (const name of readdirSync(bin).filter((name) => name.startsWith('python'))) {
          rmSync(join(bin, name));
          symlinkSync(join(folder, 'gone', name), join(bin, name));
        }
        expect(await python.inspectTask(task)).toMatchObject({ kind: 'absent' });
        const again = await python.prepareTask(task);
        expect(again).toMatchObject({ environmentId: made.environmentId });
        expect(again.packages.get('stile-made-up')).toBe('2.0');
      }),
    60_000,
  );

  it(
    'lets a task go while another waits for the same environment',
    () =>
      withPython(async ({ folder, python }) => {
        writeFileSync(join(folder, 'requirements.txt'), 'stile_made_up==1.0\n');
        const task = { ...request, spec: { requirements: 'requirements.txt' }, project: folder };
        const staying = python.prepareTask(task);
        const leaving = new AbortController();
        const onProgress = (line: string): void => {
          if (!line.startsWith('making')) leaving.abort(new Error('no longer'));
        };
        const left = python.prepareTask({ ...task, onProgress, signal: leaving.signal });
        await expect(left).rejects.toThrow('no longer');
        expect(await python.environments()).toMatchObject([{ state: 'preparing' }]);
        expect((await staying).packages.get('stile-made-up')).toBe('1.0');
      }),
    60_000,
  );

  it(
    'makes an environment again whose only task went away',
    () =>
      withPython(async ({ folder, python }) => {
        writeFileSync(join(folder, 'requirements.txt'), 'stile_made_up==2.0\n');
        const task = { ...request, spec: { requirements: 'requirements.txt' }, project: folder };
        const leaving = new AbortController();
        const onProgress = (): void => {
          leaving.abort(new Error('no longer'));
        };
        const left = python.prepareTask({ ...task, onProgress, signal: leaving.signal });
        await expect(left).rejects.toThrow('no longer');
        const { packages } = await python.prepareTask(task);
        expect(packages.get('stile-made-up')).toBe('2.0');
      }),
    60_000,
  );
});
