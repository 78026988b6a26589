import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Command } from 'commander';
import type { EngineClient } from '#contract/procedures.ts';
import { StileError } from '#core/kernel/errors.ts';
import { openOwnEngine } from '../run-engine.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandContext, CommandRunner } from './command-runner.ts';
import { playDemo, type DemoReport } from './demo-story.ts';
import { examples } from './text-blocks.ts';

/** `stile demo` */
export function addDemoCommand(program: Command, runner: CommandRunner): void {
  program
    .command('demo [folder]')
    .description('play the whole story on a new workspace: train, answer, drift, alert, retrain, roll back')
    .addHelpText('after', examples('stile demo', 'stile demo ~/stile-demo', 'stile demo --json'))
    .action(runner.plain((ctx, folder: string | undefined) => runDemo(ctx, folder)));
}

async function runDemo(ctx: CommandContext, folder: string | undefined): Promise<CommandResult> {
  const workspace =
    folder === undefined
      ? join(mkdtempSync(join(tmpdir(), 'stile-demo-')), 'workspace')
      : resolve(ctx.surroundings.cwd, folder);
  refuseOccupied(workspace);
  const start = performance.now();
  const capabilities = { nativeDialogs: false, revealInFolder: false, goesOn: false };
  const engine = await openOwnEngine({ ...ctx.surroundings, workspace, capabilities });
  try {
    await engine.startServing(0);
    const client = engine.createClient({ kind: 'command', name: ctx.commandName });
    const report = await playDemo({
      client,
      workspace,
      tell: (line) => {
        ctx.output.note(line);
      },
      askOverHttp: (text) => askChampion(client, text),
    });
    report.seconds['total'] = Number(((performance.now() - start) / 1000).toFixed(2));
    return demoResult(report);
  } finally {
    await engine.stop();
  }
}

function refuseOccupied(folder: string): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return;
  const message = `${folder} is not empty, and the demo makes a workspace of its own. Name a new folder, or none.`;
  throw new StileError('ALREADY_EXISTS', message, {
    kind: 'workspace',
    name: folder,
    id: folder,
    lifecycle: 'active',
  });
}

/** How long the scoring worker may take to follow a promotion, and how often it is asked, in ms. */
const followLimitMs = 5000;
const lookMs = 10;

/** Asks over HTTP once the worker answers with the version that was just promoted. */
async function askChampion(client: EngineClient, text: string): Promise<string | null> {
  const started = performance.now();
  for (;;) {
    const { address, model, problem } = await client.serving.status({});
    if (model !== null || address === null) return askOverHttp(address, text);
    if (performance.now() - started > followLimitMs)
      throw new Error(`The scoring worker does not follow the promotion: ${problem ?? 'it says no problem'}`);
    await wait(lookMs);
  }
}

/** As any client would ask; null where not even loopback can be reached. */
async function askOverHttp(address: string | null, text: string): Promise<string | null> {
  if (address === null) return null;
  const body = JSON.stringify({ inputs: [text] });
  const headers = { 'content-type': 'application/json' };
  let answer: Response;
  try {
    answer = await fetch(`${address}/invocations`, { method: 'POST', headers, body });
  } catch {
    return null;
  }
  if (!answer.ok) throw new Error(`${address}/invocations answered ${answer.status}: ${await answer.text()}`);
  const { predictions } = (await answer.json()) as { predictions: string[] };
  return predictions[0] ?? null;
}

function demoResult(report: DemoReport): CommandResult {
  const { problems } = report;
  return {
    json: report,
    text: () => summary(report),
    exitCode: problems.length === 0 ? 0 : 1,
  };
}

function summary({ problems, seconds, workspace }: DemoReport): string {
  const verdict =
    problems.length === 0
      ? 'The story went as it should.'
      : `The story did not go as it should: ${problems.join('; ')}.`;
  const phases = Object.entries(seconds)
    .filter(([name]) => name !== 'total')
    .map(([name, value]) => `${name} ${value.toFixed(1)} s`)
    .join(', ');
  return `${verdict}
It took ${(seconds['total'] ?? 0).toFixed(1)} s: ${phases}.
Look at it: stile open --workspace "${workspace}"
`;
}
