import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withRunner } from './testing/with-runner.ts';

const body =
  'description: Echoes\nparams: { n: { type: integer, default: 1 } }\ntasks: { a: { type: test/echo } }\n';

it('lists what is in the folder now, right or not', async () => {
  await withRunner(async ({ ctx, file, runner, finish }) => {
    expect(await runner.list(ctx)).toEqual({ pipelines: [] });
    file('b', body);
    file('a', 'tasks: { x: { type: nothing, needs: [y] } }\n');
    writeFileSync(join(ctx.paths.pipelines, 'a.layout.json'), '{}');
    writeFileSync(join(ctx.paths.pipelines, 'broken.yaml'), 'a: [\n');
    const { pipelineRunId } = await finish('b');
    const { pipelines } = await runner.list(ctx);
    expect(pipelines.map(({ name, runCount, problems }) => [name, runCount, problems.length])).toEqual([
      ['a', 0, 2],
      ['b', 1, 0],
      ['broken', 0, 1],
    ]);
    expect(pipelines[1]).toMatchObject({
      description: 'Echoes',
      file: 'pipelines/b.yaml',
      params: { n: { type: 'integer', default: 1 } },
      tasks: [{ id: 'a', type: 'test/echo', needs: [], triggerRule: 'all_success' }],
      lastRun: { pipelineRunId, state: 'success' },
    });
    file('b', body.replace('Echoes', 'Other'));
    expect((await runner.get(ctx, { name: 'b' })).description).toBe('Other');
    rmSync(join(ctx.paths.pipelines, 'b.yaml'));
    await expect(runner.get(ctx, { name: 'b' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await runner.list(ctx)).pipelines).toHaveLength(2);
    await expect(runner.get(ctx, { name: '../stile' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

it('lists the others beside a folder, a device and a file that is too large', async () => {
  await withRunner(async ({ ctx, file, runner }) => {
    file('b', body);
    const at = (name: string): string => join(ctx.paths.pipelines, name);
    mkdirSync(at('folder.yaml'));
    symlinkSync('/dev/zero', at('device.yaml'));
    symlinkSync('loop.yaml', at('loop.yaml'));
    writeFileSync(at('large.yaml'), 'version: 1\n');
    truncateSync(at('large.yaml'), 3e9);
    const { pipelines } = await runner.list(ctx);
    expect(pipelines.map(({ name }) => name)).toEqual(['b', 'large']);
    expect(pipelines[1]?.problems).toMatchObject([
      { severity: 'error', message: expect.stringMatching(/^The file cannot be read: .* bytes\. Check/) },
    ]);
    for (const name of ['folder', 'device', 'loop']) {
      await expect(runner.get(ctx, { name })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
  });
});

it('saves the bytes that it is given, and nothing with errors unless forced', async () => {
  await withRunner(async ({ ctx, client, runner }) => {
    const text = `\uFEFFversion: 1 # one\r\nname: p\r\n${body.replaceAll('\n', '\r\n')}`;
    const saved = await runner.save(ctx, { name: 'p', text });
    expect(saved.problems).toEqual([]);
    const path = join(ctx.paths.pipelines, 'p.yaml');
    expect(readFileSync(path, 'utf8')).toBe(text);
    const bad = text.replace('version: 1', 'version: 3');
    await expect(runner.save(ctx, { name: 'p', text: bad })).rejects.toMatchObject({
      code: 'PIPELINE_INVALID',
      data: { path: 'version', line: 1, value: '3' },
    });
    expect(readFileSync(path, 'utf8')).toBe(text);
    expect((await runner.save(ctx, { name: 'p', text: bad, force: true })).problems).toHaveLength(1);
    await expect(runner.save(ctx, { name: 'P', text })).rejects.toMatchObject({ code: 'PIPELINE_INVALID' });
    await expect(runner.save(ctx, { name: 'P', text, force: true })).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
    });
    for (const name of ['', '..', 'a/b', 'con', 'x:y', '.hidden']) {
      await expect(runner.save(ctx, { name, text, force: true })).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
      });
    }
    expect(existsSync(join(ctx.paths.pipelines, '.hidden.yaml'))).toBe(false);
    const { entries } = await client.activity.list({ entityKind: 'pipeline' });
    expect(entries.map(({ action, before }) => [action, before === null])).toEqual([
      ['pipeline.save', false],
      ['pipeline.save', true],
    ]);
  });
});

it('describes its kinds of tasks for editors', async () => {
  await withRunner(async ({ runner }) => {
    const echo = runner.taskTypes().types.find(({ name }) => name === 'test/echo');
    expect(echo).toMatchObject({ outputs: ['value', 'input', 'nested'] });
    expect(echo?.with).toMatchObject({ type: 'object', additionalProperties: false });
  });
});

it('is asked over the procedures', async () => {
  await withRunner(async ({ client, ctx, file }) => {
    file('p', 'tasks: { a: { type: stile/nothing } }\n');
    const { pipelines } = await client.pipelines.list({});
    expect(pipelines.map(({ name }) => name)).toEqual(['p']);
    const { text } = await client.pipelines.get({ name: 'p' });
    const { problems } = await client.pipelines.validate({ name: 'p', text });
    expect(problems).toMatchObject([{ code: 'unknown_task_type', line: 3 }]);
    await expect(client.pipelines.run({ name: 'p' })).rejects.toMatchObject({ code: 'PIPELINE_INVALID' });
    const { types } = await client.pipelines.taskTypes({});
    expect(types.map(({ name }) => name)).toContain('stile/train');
    const { schema } = await client.pipelines.fileSchema({});
    expect(schema).toMatchObject({
      properties: { tasks: { type: 'object' } },
      required: ['version', 'name', 'tasks'],
    });
    expect(await client.pipelines.runs({})).toEqual({ runs: [], nextPageToken: null });
    await expect(client.pipelines.runs({ pageToken: 'x' })).rejects.toMatchObject({
      code: 'INVALID_PAGE_TOKEN',
    });
    await expect(client.pipelines.getRun({ pipelineRunId: 'x' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(client.pipelines.cancel({ pipelineRunId: 'x' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await client.pipelines.save({ name: 'q', text: 'version: 1\n', force: true });
    expect(ctx.db.get('SELECT count(*) AS n FROM pipeline_runs')).toEqual({ n: 0 });
  });
});
