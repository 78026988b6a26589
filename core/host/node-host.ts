import { parseArgs } from 'node:util';
import { chooseWorkspace } from './choose-workspace.ts';
import { errorText } from '#core/kernel/errors.ts';
import { failureText, failureToExitCode, readFailure, type ExitCode } from './failure.ts';
import { joinRunning } from './join-running.ts';
import { mayOpenBrowser } from './open-browser.ts';
import { parsePort } from './parse-port.ts';
import { serve, type ServeOptions } from './serve.ts';
import { readSurroundings } from './surroundings.ts';

const usage = 'Usage: npm start -- [--workspace <folder>] [--port <number>] [--json] [--no-open]';

/** The headless host: serves page and procedures to the browsers and programs of this machine. */
async function main(): Promise<void> {
  const options = readOptions();
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n${usage}\n`);
    process.exitCode = 2;
    return;
  }
  process.exit(
    await serve(options).catch(
      async (error: unknown) => (await joinRunning(error, options)) ?? reportFailure(error, options.json),
    ),
  );
}

function reportFailure(error: unknown, json: boolean): ExitCode {
  const failure = readFailure(error);
  process.stderr.write(`${failureText(error)}\n`);
  if (json) process.stdout.write(`${JSON.stringify({ error: failure })}\n`);
  return failureToExitCode(failure);
}

function readOptions(): ServeOptions | string {
  try {
    const { values } = parseArgs({
      options: {
        workspace: { type: 'string' },
        port: { type: 'string' },
        json: { type: 'boolean', default: false },
        open: { type: 'boolean', default: true },
      },
      allowNegative: true,
    });
    const surroundings = readSurroundings(import.meta.dirname);
    const { platform, env } = surroundings;
    return {
      surroundings,
      workspace: chooseWorkspace({ ...surroundings, given: values.workspace }),
      port: values.port === undefined ? undefined : parsePort(values.port),
      json: values.json,
      openBrowser: values.open && env['STILE_OPEN_BROWSER'] !== undefined && mayOpenBrowser(platform, env),
    };
  } catch (error) {
    return errorText(error);
  }
}

void main();
