import process from 'node:process';
import type { VerbContext } from '../lib/verb.ts';
import { ensureLocked, lockNames } from './environment.ts';
import { findPython } from './python.ts';
import type { Client } from './run-clients.ts';

/**
 * The locked MLflow clients, installed where they are not yet.
 *
 * @throws when there is no Python for them, or a package cannot be fetched
 */
export async function lockedClients(
  ctx: Pick<VerbContext, 'env' | 'paths' | 'say'>,
  names: readonly (typeof lockNames)[number][] = lockNames,
): Promise<Client[]> {
  const python = findPython(ctx.env, process.platform);
  if (python.kind === 'missing') throw new Error(`the MLflow clients need a Python: ${python.reason}`);
  const clients: Client[] = [];
  for (const name of names) clients.push({ name, python: await ensureLocked(ctx, python, name) });
  return clients;
}
