import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runMlflowLoad } from '#core/testing/mlflow-load.ts';
import { withHost } from '#core/testing/programs.ts';
import { withFolder } from '#core/testing/with-engine.ts';

// The full count is `npm run soak load`.
it('answers clients that log, read and search at once, and loses no point', () =>
  withFolder((folder) =>
    withHost(join(folder, 'workspace'), async ({ address }) => {
      const options = { address, clients: 8, callsPerSecond: 40, seconds: 3, seed: 1 };
      const result = await runMlflowLoad(options);
      expect(result).toMatchObject({ errors: [], lostPoints: 0, strayPoints: 0 });
      expect(result.calls).toBeGreaterThanOrEqual(8 * 40 * 3);
      expect(result.acknowledgedPoints).toBeGreaterThan(5000);
    }),
  ));
