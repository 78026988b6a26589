import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { expect, it } from 'vitest';
import { workerFile } from '#core/kernel/worker-file.ts';
import { withFolder } from '#core/testing/with-engine.ts';

it('gives whole numbers to SQLite as such, and keeps what the rows say', () =>
  withFolder((folder) => {
    const file = join(folder, 'own.db');
    // An empty file is a database without tables.
    writeFileSync(file, '');
    const query = `SELECT 7 / :n AS half, 'week ' || :n AS week, :half / 2 AS part, :yes AS yes, typeof(:none) AS none,
      :big AS big, 9007199254740993 AS wide, 'a "b"' AS quoted, '' AS empty, NULL AS gone, x'00ff' AS bytes`;
    const params = { n: 2, half: 0.5, yes: true, none: null, big: 2 ** 53 - 1 };
    const env = {
      STILE_INPUTS: join(folder, 'inputs.json'),
      STILE_ARTIFACTS: folder,
      STILE_OUTPUT: join(folder, 'output.jsonl'),
    };
    writeFileSync(env.STILE_INPUTS, JSON.stringify({ with: { query, params } }));
    execFileSync(process.execPath, [workerFile('store/sql-program.worker.ts'), file], {
      env: { ...process.env, ...env },
    });
    expect(readFileSync(join(folder, 'result.csv'), 'utf8')).toBe(
      'half,week,part,yes,none,big,wide,quoted,empty,gone,bytes\r\n' +
        '3,week 2,0.25,1,null,9007199254740991,9007199254740993,"a ""b""","",,00ff\r\n',
    );
    expect(readFileSync(env.STILE_OUTPUT, 'utf8')).toContain('"wide":"9007199254740993"');
    return Promise.resolve();
  }));
