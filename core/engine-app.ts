import { isAbsolute } from 'node:path';
import { describeApp, updateKeysFile } from '#core/desktop/app-info.ts';
import {
  addCommand,
  readCommandStatus,
  removeCommand,
  type CommandQuestion,
} from '#core/desktop/command-path.ts';
import { findThisProgram } from '#core/desktop/this-program.ts';
import { checkUpdate, readUpdateKeys } from '#core/desktop/update-check.ts';
import { invalidArgument } from '#core/kernel/errors.ts';
import type { AppService } from '#core/rpc/rpc-context.ts';
import { homeOf } from './engine-options.ts';
import type { EngineParts } from './engine-parts.ts';

/** What concerns the program on this machine rather than the workspace. */
export function createAppService({ options, workspace }: EngineParts): AppService {
  const { platform, env, resources, version } = options;
  const program = findThisProgram(platform, env);
  const question: CommandQuestion = {
    ...{ platform, env, resources, program },
    home: homeOf(options, workspace.paths.root),
  };
  return {
    info: () => describeApp({ ...question, version, arch: process.arch }),
    command: () => readCommandStatus(question),
    addCommand: () => addCommand(question),
    removeCommand: () => removeCommand(question),
    checkUpdate: ({ file, allowOlder }) => {
      refuseRelative(file);
      const keys = readUpdateKeys(updateKeysFile(resources));
      return checkUpdate({ file, keys, platform, arch: process.arch, version, allowOlder });
    },
  };
}

/** A relative path would mean one below wherever the engine was started. */
function refuseRelative(file: string): void {
  if (isAbsolute(file)) return;
  throw invalidArgument('file', file, 'it must be a whole path', 'Start it with / or a drive letter.');
}
