import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fuzzMlflow } from '#core/testing/fuzz-mlflow.ts';
import { withHttpHost } from '#core/testing/with-http-host.ts';
import { listMlflowAddresses } from './index.ts';

/** Each address about four times. */
const requests = 800;
const secret = 'nobody asked for this';

/** Everything beside the artifacts, the database and the logs, which may change. */
function listOutside(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(
      (path) => !/^workspace[\\/](artifacts[\\/]|artifacts$|stile\.db|engine\.|logs|backups)/.test(path),
    )
    .sort();
}

// The full count is `npm run soak fuzz`.
describe('any request', () => {
  it('has an address that is fuzzed', () => {
    expect(listMlflowAddresses()).toHaveLength(203);
  });

  it.each([1, 2])(
    'is answered as an API answers, and touches nothing outside of the artifacts (seed %i)',
    (seed) =>
      withHttpHost(async (test) => {
        writeFileSync(join(test.folder, 'secret.txt'), secret);
        const before = listOutside(test.folder);
        const result = await fuzzMlflow({
          address: test.host.address,
          targets: listMlflowAddresses(),
          requests,
          seed,
          secrets: [secret, 'root:x:0:0', 'SQLite format 3'],
        });
        expect(result.problems).toEqual([]);
        expect(result.requests).toBe(requests);
        expect(listOutside(test.folder)).toEqual(before);
        expect(test.engine.ctx.db.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
        expect(test.engine.ctx.db.all('PRAGMA foreign_key_check')).toEqual([]);
        expect(await test.send('/health')).toMatchObject({ status: 200, body: 'OK' });
      }),
  );
});
