import os from 'node:os';
import { runProgram } from '../lib/run-program.ts';
import type { ProgramResult } from '../lib/run-program.ts';
import type { Verb, VerbContext } from '../lib/verb.ts';
import { checkSteps } from './steps.ts';
import type { CheckStep } from './steps.ts';

interface StepResult extends ProgramResult {
  name: string;
}

/** `npm run check [-- step names] [--write]`: all of them, two at a time, and the output of those that failed at the end. */
export const check: Verb = async (ctx) => {
  const write = ctx.args.includes('--write');
  const names = ctx.args.filter((arg) => arg !== '--write');
  const chosen = chooseSteps(checkSteps(ctx.paths, write), names);
  const results = await runSteps(ctx, chosen);
  const failed = results.filter((result) => result.code !== 0);
  for (const { name, output } of failed) console.log(`\n== ${name}\n${output.trim()}`);
  const line =
    failed.length === 0 ? 'All checks passed.' : `Failed: ${failed.map(({ name }) => name).join(', ')}`;
  console.log(`\n${line}`);
  return failed.length === 0 ? 0 : 1;
};

function chooseSteps(steps: CheckStep[], names: string[]): CheckStep[] {
  const known = steps.map((step) => step.name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown) throw new Error(`Unknown check ${unknown}. Known: ${known.join(', ')}.`);
  return names.length === 0 ? steps : steps.filter((step) => names.includes(step.name));
}

/** Two at a time: each of them uses one core for most of its time, and more of them only take memory. */
async function runSteps(ctx: VerbContext, steps: CheckStep[]): Promise<StepResult[]> {
  const waiting = [...steps];
  const results: StepResult[] = [];
  const lanes = Math.min(2, os.availableParallelism());
  await Promise.all(Array.from({ length: lanes }, runLane));
  return results;

  async function runLane(): Promise<void> {
    for (let step = waiting.shift(); step; step = waiting.shift()) results.push(await runStep(ctx, step));
  }
}

async function runStep({ paths, env }: VerbContext, step: CheckStep): Promise<StepResult> {
  const result = await runProgram(process.execPath, step.args, { cwd: paths.root, env });
  const word = result.code === 0 ? 'ok    ' : 'FAILED';
  console.log(`${word} ${step.name.padEnd(12)} ${result.seconds.toFixed(1).padStart(6)} s`);
  return { ...result, name: step.name };
}
