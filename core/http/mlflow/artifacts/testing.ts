import type { EngineClient } from '#contract/procedures.ts';
import { createTestRun } from '#core/testing/factories.ts';

/** Where files go and come from, as the Python client asks. */
export const filesPath = '/api/2.0/mlflow-artifacts/artifacts';

/** A new run and the path of its files below `artifacts`. */
export async function createRunFolder(client: EngineClient): Promise<{ runId: string; folder: string }> {
  const { runId } = await createTestRun(client);
  return { runId, folder: `0/${runId}/artifacts` };
}
