import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { outputsOf, reasonOf, withPrograms } from '../testing/with-programs.ts';
import { statesOf } from '../testing/with-runner.ts';

describe('shell, node and sql', () => {
  it('runs a command in the project, and takes its outputs', () =>
    withPrograms(async ({ file, finish, project }) => {
      file(
        'shell',
        `tasks:
  one:
    type: shell
    env: { GREETING: hello }
    with: { command: 'echo "where=$PWD" >> "$STILE_OUTPUT"; echo "word=$GREETING" >> "$STILE_OUTPUT"' }
  two:
    type: shell
    needs: [one]
    with: { command: 'echo "got={{ tasks.one.outputs.word }}" >> "$STILE_OUTPUT"' }
  none: { type: shell, needs: [one], with: { command: exit 99 } }
`,
      );
      const run = await finish('shell');
      expect(statesOf(run)).toBe('one: success, two: success, none: skipped');
      expect(outputsOf(run, 'one')).toEqual({ where: project, word: 'hello' });
      expect(outputsOf(run, 'two')).toEqual({ got: 'hello' });
    }));

  it('tells the exit code of a command that fails, and tries no more after 100', () =>
    withPrograms(async ({ file, finish }) => {
      const task = (command: string): string =>
        `{ type: shell, retries: 1, retry_delay: 1ms, with: { command: ${command} } }`;
      file('fails', `tasks:\n  plain: ${task('exit 3')}\n  final: ${task('exit 100')}\n`);
      const run = await finish('fails');
      expect(statesOf(run)).toBe('plain: failed, final: failed');
      expect(run.tasks.map(({ attempts }) => attempts.length)).toEqual([2, 1]);
      expect(reasonOf(run, 'plain')).toContain('exit code 3');
    }));

  it('runs a script of TypeScript with arguments on the Node of the engine', () =>
    withPrograms(async ({ file, finish, write }) => {
      write(
        'jobs/count.ts',
        `import { appendFileSync } from 'node:fs';
const n: number = Number(process.argv[2]);
appendFileSync(process.env['STILE_OUTPUT'] ?? '', JSON.stringify({ name: 'twice', value: n * 2 }) + '\\n');\n`,
      );
      file('node', 'tasks:\n  count: { type: node, with: { script: jobs/count.ts, args: [21] } }\n');
      expect(outputsOf(await finish('node'), 'count')).toEqual({ twice: 42 });
    }));

  it('queries an SQLite file into a CSV file, read-only unless it is told to write', () =>
    withPrograms(async ({ file, finish, project }) => {
      new Database(join(project, 'shop.db'))
        .exec("CREATE TABLE sales (item TEXT, n INTEGER); INSERT INTO sales VALUES ('a, b', 2), (NULL, 3)")
        .close();
      file(
        'sql',
        `tasks:
  add: { type: sql, with: { database: shop.db, write: true, statements: "INSERT INTO sales VALUES ('', 9)" } }
  ask:
    type: sql
    needs: [add]
    with: { database: shop.db, query: 'SELECT item, n FROM sales WHERE n >= :least ORDER BY n', params: { least: 2 } }
  change: { type: sql, needs: [ask], with: { database: shop.db, query: DELETE FROM sales RETURNING n } }
`,
      );
      const run = await finish('sql');
      expect(statesOf(run)).toBe('add: success, ask: success, change: failed');
      const { result, ...outputs } = outputsOf(run, 'ask');
      expect(outputs).toEqual({ row_count: 3, first_row: { item: 'a, b', n: 2 }, columns: ['item', 'n'] });
      expect(readFileSync(String(result), 'utf8')).toBe('item,n\r\n"a, b",2\r\n,3\r\n"",9\r\n');
    }));

  it('does not open the database of the workspace', () =>
    withPrograms(async ({ file, finish, ctx }) => {
      const database = JSON.stringify(ctx.paths.database);
      file('own', `tasks:\n  ask: { type: sql, with: { database: ${database}, query: SELECT 1 } }\n`);
      expect(reasonOf(await finish('own'), 'ask')).toContain('database of this workspace');
    }));

  it('ends a query that is at it when the run is canceled', () =>
    withPrograms(
      async ({ file, runner, ctx, project }) => {
        new Database(join(project, 'shop.db')).close();
        const endless =
          'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n';
        file('endless', `tasks:\n  ask: { type: sql, with: { database: shop.db, query: ${endless} } }\n`);
        const { pipelineRunId } = await runner.run(ctx, { name: 'endless', params: {} });
        await expect
          .poll(() => ctx.db.get<{ pid: number | null }>('SELECT pid FROM task_attempts')?.pid ?? null, {
            timeout: 10_000,
          })
          .not.toBeNull();
        const run = await runner.cancel(ctx, { pipelineRunId });
        expect(statesOf(run)).toBe('ask: canceled');
      },
      { graceMs: { cancel: 2000, stop: 2000 } },
    ));
});
