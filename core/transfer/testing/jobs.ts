import type { EngineClient, Inputs } from '#contract/procedures.ts';
import type { TransferJob } from '#contract/transfer.ts';

type In = Inputs['transfer'];

/** Imports and waits for the end. */
export async function runImport(client: EngineClient, order: In['startImport']): Promise<TransferJob> {
  const { jobId } = await client.transfer.startImport(order);
  return waitFor(client, jobId);
}

/** Pushes and waits for the end. */
export async function runPush(client: EngineClient, order: In['startPush']): Promise<TransferJob> {
  const { jobId } = await client.transfer.startPush(order);
  return waitFor(client, jobId);
}

async function waitFor(client: EngineClient, jobId: number): Promise<TransferJob> {
  for (;;) {
    const job = await client.transfer.wait({ jobId });
    if (job.state !== 'running') return job;
  }
}

/** What is remarked, in short: `version models:/far away/1 other_storage`. */
export function remarksOf({ report }: TransferJob): string[] {
  return (report?.remarks ?? []).map(({ kind, what, problem }) => `${kind} ${what} ${problem}`);
}
