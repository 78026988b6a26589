import { createOutput } from './cli/output.ts';
import { presentFailure } from './cli/present-failure.ts';
import { createProgram } from './cli/program.ts';
import { systemCode } from '#core/kernel/errors.ts';
import { readSurroundings } from './surroundings.ts';

/** The `stile` command. */
async function main(): Promise<void> {
  endQuietlyWithoutReader();
  const output = createOutput(process.stdout, process.stderr);
  const json = wantsJson(process.argv);
  try {
    await createProgram(readSurroundings(import.meta.dirname), output).parseAsync(process.argv);
    process.exitCode = output.exitCode;
  } catch (error) {
    process.exitCode = presentFailure(error, output, json);
  }
}

/** Known before the arguments are parsed, because parsing is what may fail. */
function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return argv.slice(2, end === -1 ? undefined : end).includes('--json');
}

/** `stile run list | head`: who reads has seen enough, which is no error. */
function endQuietlyWithoutReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      if (systemCode(error) !== 'EPIPE') throw error;
      process.exit();
    });
  }
}

void main();
