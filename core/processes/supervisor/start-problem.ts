import { invalidArgument, StileError } from '#core/kernel/errors.ts';
import type { Job, Refusal } from './messages.ts';

/** A program that could not be started, in words: what was seen, and what helps. */
export function describeRefusal(job: Job, refusal: Refusal): Error {
  const { code, what, problem } = refusal;
  if (code === 'ENOSPC') {
    const place = what === 'log' ? job.logFile : job.folder;
    return new StileError(
      'DISK_FULL',
      `The disk of ${place} is full. Free some space and run the task again.`,
      {
        path: place,
      },
    );
  }
  if (what === 'log' || what === 'folder')
    return describePlace(what === 'log' ? job.logFile : job.folder, problem);
  if (what === 'cwd') {
    return invalidArgument(
      'cwd',
      job.cwd,
      'there is no such folder',
      'Make it, or change where the task runs.',
    );
  }
  if (code === 'ENOENT') return describeMissing(job);
  const known = commandProblems[code];
  if (known === undefined) {
    return invalidArgument('command', job.command, `the system refused to start it: ${problem}`, lookRemedy);
  }
  return invalidArgument('command', job.command, ...known);
}

const lookRemedy = 'Start it in a terminal in the same folder to see what is wrong with it.';

const commandProblems: Readonly<Record<string, readonly [rule: string, remedy: string]>> = {
  EACCES: ['it may not be run', 'Make the file executable (`chmod +x`), and see that it is no folder.'],
  EPERM: ['it may not be run', 'Give this user the right to run it.'],
  ENOEXEC: [
    'it is no program that this system can run',
    'Begin a script with a line such as `#!/bin/sh`, or use a program made for this system.',
  ],
  EINVAL: ['it cannot be started directly', 'Run a batch file through a shell: `cmd.exe /c <file>`.'],
  ELOOP: ['its links lead in a circle', 'Name the program itself.'],
  ENAMETOOLONG: ['its name is too long', 'Name a program, and pass the rest as arguments.'],
  E2BIG: ['its arguments and environment are too long', 'Pass long values in a file.'],
  EAGAIN: [
    'the system allows no more processes',
    'Run fewer tasks at once (`max_active_tasks`), or raise the limit (`ulimit -u`).',
  ],
  ENOMEM: ['there is not enough memory to start it', 'Run fewer tasks at once, or close other programs.'],
  EMFILE: ['too many files are open', 'Run fewer tasks at once, or raise the limit (`ulimit -n`).'],
  EEXIST: ['a program of this attempt runs already', 'Wait for its end, or cancel it.'],
};

function describeMissing({ command, cwd, env }: Job): Error {
  const isPath = /[\\/]/.test(command);
  const place = isPath
    ? `seen from ${cwd}`
    : `in the folders of PATH (${env['PATH'] ?? env['Path'] ?? 'empty'})`;
  return new StileError(
    'NOT_FOUND',
    `There is no program "${command}" ${place}. Install it, or correct its name in the task.`,
    { kind: 'file', id: command },
  );
}

function describePlace(path: string, problem: string): Error {
  return new StileError(
    'WORKSPACE_NOT_WRITABLE',
    `"${path}" cannot be written: ${problem}. Give this user the right to write there, or use another workspace.`,
    { path, cause: problem },
  );
}
