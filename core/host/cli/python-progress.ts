import { setTimeout as wait } from 'node:timers/promises';
import type { EngineClient } from '#contract/procedures.ts';
import type { EngineCommandContext } from './command-runner.ts';

/** Tells what the installer says while an environment is made by `work`. */
export async function whileTellingInstaller<T>(
  { client, output }: EngineCommandContext,
  work: () => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  const told = tellLines(client, abort.signal, (line) => {
    output.note(line);
  }).catch(() => undefined);
  try {
    return await work();
  } finally {
    abort.abort();
    await told;
  }
}

/** How often it looks what the installer says, in ms: a command's calls are answered whole, so it takes no stream of events. */
const lookMs = 500;

async function tellLines(
  client: EngineClient,
  signal: AbortSignal,
  tell: (line: string) => void,
): Promise<void> {
  let last = '';
  for (;;) {
    await wait(lookMs, undefined, { signal });
    const { environments } = await client.python.environments({});
    const line = environments.find(({ state }) => state === 'preparing')?.line ?? '';
    if (line !== '' && line !== last) tell(line);
    last = line;
  }
}
