import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestEngine } from './engine.ts';

/** Countries whose folder is there; the one without makes its instance fail. */
const ready = ['se', 'no'];

/** Asks before it sends the numbers of each country, and starts by itself every morning. */
const nightly = `version: 1
name: nightly
description: Sends last night's numbers, country by country, once a person has seen them.
schedule: { cron: "0 6 * * *", timezone: Europe/Stockholm }
tasks:
  count:
    type: shell
    with: { command: echo 3 countries }
  look:
    type: approve
    needs: [count]
    with: { question: Do the numbers of last night look right? }
  send:
    type: shell
    needs: [look]
    map: { over: [se, "no", dk], label: "{{ item }}" }
    with:
      command: |
        echo sending the numbers of {{ item }}
        cd {{ item }}
  tell:
    type: shell
    needs: [send]
    with: { command: echo done }
`;

type Place = Pick<TestEngine, 'client' | 'workspace'>;

/** A pipeline with a question, a map and a schedule; its instance of `dk` fails until `mendNightly`. */
export async function seedNightly({ client, workspace }: Place): Promise<void> {
  for (const country of ready) mkdirSync(join(workspace, country));
  await client.pipelines.save({ name: 'nightly', text: nightly });
}

/** What the failing instance wants is there. */
export function mendNightly({ workspace }: Pick<Place, 'workspace'>): void {
  mkdirSync(join(workspace, 'dk'));
}

/** Tasks in Python: an environment is to be made for one pipeline, and one lacks what its notebook needs. */
export async function seedPythonPipelines({ client, workspace }: Place): Promise<void> {
  writeFileSync(join(workspace, 'price.py'), 'print(1.25)\n');
  writeFileSync(
    join(workspace, 'look.ipynb'),
    '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}\n',
  );
  writeFileSync(join(workspace, 'requirements.txt'), '# nothing but Python itself\n');
  const text = (name: string, python: string, task: string): string =>
    `version: 1\nname: ${name}\npython: ${python}\ntasks:\n  ${task}\n`;
  const script = 'price: { type: python, with: { script: price.py } }';
  const notebook = 'look: { type: notebook, with: { notebook: look.ipynb } }';
  for (const [name, python, task] of [
    ['prices', '{ requirements: requirements.txt }', script],
    ['report', '{ requirements: requirements.txt }', notebook],
    ['archive', '{ interpreter: "3.99" }', script],
  ] as const)
    await client.pipelines.save({ name, text: text(name, python, task) });
}

/** A file that no run can start from, as an editor leaves it half written. */
export async function seedBrokenPipeline({ client }: Pick<Place, 'client'>): Promise<void> {
  const text = 'version: 1\nname: weekly\ntasks:\n  report: { type: shel, with: { command: echo } }\n';
  await client.pipelines.save({ name: 'weekly', text, force: true });
}

/** A pipeline whose only task takes longer than any test, started as often as asked. */
export async function startSlowRuns(
  { client }: Pick<Place, 'client'>,
  count: number,
): Promise<readonly string[]> {
  const text = 'version: 1\nname: slow\ntasks:\n  wait: { type: shell, with: { command: sleep 120 } }\n';
  await client.pipelines.save({ name: 'slow', text });
  const started: string[] = [];
  for (let i = 0; i < count; i += 1)
    started.push((await client.pipelines.run({ name: 'slow' })).pipelineRunId);
  return started;
}

/** Ends at once, well or not. */
export async function seedQuick({ client }: Pick<Place, 'client'>): Promise<void> {
  const text = `version: 1
name: quick
description: Does what it is told
params:
  command: { type: string, default: "true" }
tasks:
  do: { type: shell, with: { command: "{{ params.command }}" } }
`;
  await client.pipelines.save({ name: 'quick', text });
  for (const command of ['true', 'false', 'true']) {
    const { pipelineRunId } = await client.pipelines.run({ name: 'quick', params: { command } });
    await client.pipelines.waitRun({ pipelineRunId });
  }
}
