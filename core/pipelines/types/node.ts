import * as z from 'zod';
import { defineTaskType } from '#core/tasks/index.ts';
import { inProject, isOpen, programArgs, projectPath } from './fields.ts';
import { runProgram } from './run-program.ts';
import { checkFile } from './check-file.ts';
import { listNodeSources } from './sources.ts';

/** Runs a script with the Node that Stile itself runs on: none has to be installed. */
export const node = defineTaskType({
  name: 'node',
  description: 'Run a JavaScript or TypeScript file with the Node that comes with Stile.',
  with: z.strictObject({
    script: projectPath.describe('A .js, .mjs, .cjs or .ts file, relative to the project'),
    args: programArgs,
  }),
  outputs: 'any',
  isProcess: true,
  codeFiles: (input, project) => {
    const script = z.looseObject({ script: z.string() }).safeParse(input).data?.script;
    return script === undefined || isOpen(script) ? [] : listNodeSources(inProject(project, script));
  },
  check: ({ script }, place) => checkFile(script, ['script'], place),
  run: (task, { script, args = [] }) =>
    runProgram(task, () => ({
      command: process.execPath,
      args: [inProject(task.project, script), ...args.map(String)],
      // In the installed app that is Electron's own program.
      env: { ELECTRON_RUN_AS_NODE: '1' },
    })),
});
