import { existsSync } from 'node:fs';
import * as z from 'zod';
import { workerFile } from '#core/kernel/worker-file.ts';
import { refuseOwnDatabase } from '#core/store/query-file.ts';
import { defineTaskType } from '#core/tasks/index.ts';
import { checkFile } from './check-file.ts';
import { inProject, projectPath } from './fields.ts';
import { runProgram } from './run-program.ts';

const input = z
  .strictObject({
    database: projectPath.describe('An SQLite file, relative to the project'),
    query: z.string().min(1).optional().describe('One SELECT; its rows go to result.csv of the artifacts'),
    params: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
      .optional()
      .describe('Values of :name in the query'),
    statements: z
      .string()
      .min(1)
      .optional()
      .describe('Statements that come first, all or none of them; they need write: true'),
    write: z
      .boolean()
      .default(false)
      .describe('Allow changes to the file, which is made when it is not there'),
  })
  .superRefine(({ query, statements, write, params }, ctx) => {
    const say = (path: string, message: string): void => {
      ctx.addIssue({ code: 'custom', path: [path], message });
    };
    if (query === undefined && statements === undefined) say('query', 'a query, or statements');
    if (statements !== undefined && !write) say('write', 'true, since statements change the file');
    if (params !== undefined && query === undefined) say('params', 'something of a query');
  });

/** Asks an SQLite file, in a process of its own: cancelling ends it at once, however long a query is at it. */
export const sql = defineTaskType({
  name: 'sql',
  description: 'Query an SQLite file, or change it; rows become a CSV file.',
  with: input,
  outputs: ['row_count', 'first_row', 'columns', 'result'],
  isProcess: true,
  check: ({ database, write }, place) => (write ? [] : checkFile(database, ['database'], place)),
  run: (task, { database, write }) =>
    runProgram(task, () => {
      const file = inProject(task.project, database);
      if (existsSync(file) || !write) refuseOwnDatabase(task.engine.paths, file);
      return {
        command: process.execPath,
        args: [workerFile('store/sql-program.worker.ts'), file],
        env: { ELECTRON_RUN_AS_NODE: '1', NODE_NO_WARNINGS: '1' },
      };
    }),
});
