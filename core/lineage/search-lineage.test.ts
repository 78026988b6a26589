import { expect, it } from 'vitest';
import { testActor, withEngine } from '#core/testing/with-engine.ts';
import { recordLineage } from './record-lineage.ts';

it('things and what ran are found by words of their names and addresses, the last recorded first', () =>
  withEngine(async ({ engine, client, clock }) => {
    const { engine: ctx } = engine.rpcContext(testActor);
    for (const version of [1, 2]) {
      clock.advance(1000);
      await ctx.write((tx) => {
        tx.unchanged();
        recordLineage(tx, {
          execution: { type: 'Run', uri: `runs:/r${version}`, name: `Träning ${version}`, state: 'FAILED' },
          inputs: [
            { type: 'DatasetVersion', uri: `datasets:/reviews/${version}`, name: `reviews ${version}` },
          ],
        });
      });
    }
    const find = async (text: string, types?: string[]): Promise<string[]> =>
      (await client.lineage.search({ text, ...(types && { types }) })).hits.map(({ uri }) => uri);
    expect(await find('')).toEqual(['runs:/r2', 'datasets:/reviews/2', 'runs:/r1', 'datasets:/reviews/1']);
    expect(await find('REVIEWS 2')).toEqual(['datasets:/reviews/2']);
    expect(await find('TRÄN')).toEqual(['runs:/r2', 'runs:/r1']);
    expect(await find('', ['DatasetVersion'])).toEqual(['datasets:/reviews/2', 'datasets:/reviews/1']);
    expect(await find('%')).toEqual([]);
    expect((await client.lineage.search({ text: 'r1', maxResults: 1 })).hits).toEqual([
      {
        uri: 'runs:/r1',
        nodeKind: 'execution',
        type: 'Run',
        name: 'Träning 1',
        at: clock.now() - 1000,
        state: 'FAILED',
      },
    ]);
  }));
