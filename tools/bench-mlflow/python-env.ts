import { lockedClients } from '../conformance/locked-clients.ts';
import { runProgram } from '../lib/run-program.ts';
import type { VerbContext } from '../lib/verb.ts';

/**
 * The Python that has the real MLflow server and client, the same as the conformance suite's newest.
 * @throws when there is no Python for it, or a package cannot be fetched
 */
export async function ensureMlflowPython(ctx: VerbContext): Promise<string> {
  const [client] = await lockedClients(ctx, ['newest']);
  if (client === undefined) throw new Error('There is no lock file of the newest MLflow.');
  return client.python;
}

/** e.g. `mlflow 3.17.2, Python 3.11.7` */
export async function describeMlflow(python: string, cwd: string): Promise<string> {
  const script =
    'import mlflow, platform; print(f"mlflow {mlflow.__version__}, Python {platform.python_version()}")';
  const { output } = await runProgram(python, ['-c', script], { cwd });
  return output.trim().split('\n').at(-1) ?? '';
}
