import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';

const module = pathToFileURL(join(import.meta.dirname, 'young-generation.ts')).href;

/**
 * The greatest size of the space for new objects, in MB, in a process that keeps many of them for a while. Few are made
 * between turns of the loop, which it takes to hear of a collection: the space cannot grow twice in between.
 */
function mostUnderLoad(first: string): number {
  const script = `
    import { setImmediate } from 'node:timers/promises';
    import { getHeapSpaceStatistics } from 'node:v8';
    import { boundYoungGeneration } from ${JSON.stringify(module)};
    ${first};
    const kept = [];
    let most = 0;
    for (let round = 0; round < 400; round++) {
      kept[round % 30] = Array.from({ length: 10_000 }, (_, n) => ({ n, list: [n] }));
      for (let turn = 0; turn < 3; turn++) await setImmediate();
      const space = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
      most = Math.max(most, space.space_size / 1024 / 1024);
    }
    console.log(most);`;
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }));
}

it('keeps the space for new objects small under load, until it is ended', () => {
  expect(mostUnderLoad('boundYoungGeneration()')).toBeLessThan(40);
  expect(mostUnderLoad('boundYoungGeneration()()')).toBeGreaterThan(40);
});
