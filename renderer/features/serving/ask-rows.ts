import type { EngineClient } from '#contract/procedures.ts';
import type { ModelVersion } from '#contract/registry.ts';
import type { ServedPrediction } from '#contract/serving.ts';
import { patiently } from '../python/index.ts';
import type { Json } from './read-cell.ts';

/** Asks a model about rows, and waits while its Python is made. */
export function askRows(
  client: EngineClient,
  uri: string,
  rows: readonly Json[],
  { name, version }: Pick<ModelVersion, 'name' | 'version'>,
): Promise<ServedPrediction> {
  return patiently(
    () => client.serving.predict({ model: uri, rows: structuredClone(rows) as WritableRows }),
    async () => {
      const { python } = await client.serving.status({});
      return python.some(
        (one) =>
          one.name === name &&
          one.version === version &&
          (one.state === 'preparing' || one.state === 'starting'),
      );
    },
  );
}

type WritableRows = NonNullable<Parameters<EngineClient['serving']['predict']>[0]['rows']>;
