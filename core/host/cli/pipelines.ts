import type { Command } from 'commander';
import type { CommandRunner } from './command-runner.ts';

export function addPipelineCommands(_program: Command, _runner: CommandRunner): void {
  return;
}
