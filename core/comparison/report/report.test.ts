import { describe, expect, it } from 'vitest';
import type { EngineClient } from '#contract/procedures.ts';
import { withEngine } from '#core/testing/with-engine.ts';
import { niceTicks, wordTicks } from './scale.ts';

const strange = '<b>tree | "x"</b>';

async function makeRuns(client: EngineClient, count: number): Promise<string[]> {
  const runs: string[] = [];
  for (let i = 0; i < count; i++) {
    const { runId } = await client.runs.create({ experimentId: '0', name: i === 0 ? strange : `run ${i}` });
    runs.push(runId);
    const rows = Array.from({ length: 200 }, (_, row) => `${row},a,${row < 100 + 40 * i ? 'a' : 'b'}`);
    const table = new File([['id,target,prediction', ...rows].join('\n')], 'chunk');
    await client.artifacts.write({ runId, path: 'predictions.csv', offset: 0, chunk: table, last: true });
    await client.runs.logBatch({
      runId,
      params: [
        { key: 'depth', value: String(i) },
        { key: 'kind', value: 'tree' },
      ],
      metrics: [
        ...[0, 1, 2, 3].map((step) => ({ key: 'val_accuracy', value: 0.5 + i / 5 + step / 100, step })),
        { key: 'rows', value: 200 },
      ],
    });
  }
  return runs;
}

describe('a comparison as a document', () => {
  it('Markdown: the verdict first, n, deltas with their unit, only what differs', () =>
    withEngine(async ({ client }) => {
      const runs = await makeRuns(client, 2);
      const { fileName, text } = await client.comparison.report({ runs, format: 'markdown' });
      expect(fileName).toBe('comparison.md');
      expect(text).toContain('**run 1 is better than \\<b\\>tree \\| "x"\\</b\\>.**');
      expect(text).toContain('| val\\_accuracy | 0.53 | **0.73** (+20.0 pp) |');
      expect(text).toContain('| run 1 | 200 | +20 pp | ');
      expect(text).toContain('40 fixed, 0 broken');
      expect(text).toContain('| depth | 0 | 1 |');
      expect(text).not.toContain('| kind |');
      expect(text).toContain('2 rows are equal in all 2 runs and left out.');
      const whole = await client.comparison.report({ runs, format: 'markdown', all: true });
      expect(whole.text).toContain('| kind | tree | tree |');
    }));

  it('HTML: one file that asks for nothing, with drawings, in the language that is asked for', () =>
    withEngine(async ({ client }) => {
      const runs = await makeRuns(client, 3);
      const { text } = await client.comparison.report({ runs, format: 'html', language: 'sv' });
      expect(text).toContain('<html lang="sv">');
      expect(text).toContain("default-src 'none'; style-src 'unsafe-inline'");
      expect(text).not.toMatch(/<script|\b(src|href)=|url\(|@import|https?:/);
      expect(text).not.toContain('<b>');
      expect(text).toContain('Är skillnaden verklig?');
      expect(text).toContain('<svg class="intervals"');
      expect(text.match(/<path class="line"/g)).toHaveLength(3);
      expect(text).toMatch(/prefers-color-scheme:dark[\s\S]*@media print/);
    }));

  it('many runs stand below each other; importance warns of few runs', () =>
    withEngine(async ({ client }) => {
      const runs = await makeRuns(client, 6);
      const { text } = await client.comparison.report({ runs, format: 'markdown' });
      expect(text).toContain('| Run | val\\_accuracy | depth |');
      expect(text).toContain('Only 6 runs: with fewer than 10 the order is a hint at best.');
      expect(text).toMatch(/\| depth \| 1 \| rises \| – \| 6 \|/);
    }));

  it('without predictions it names who leads, and that chance was not ruled out', () =>
    withEngine(async ({ client }) => {
      const runs: string[] = [];
      for (const value of [0.8, 0.9]) {
        const { runId } = await client.runs.create({ experimentId: '0', name: `run ${value}` });
        runs.push(runId);
        await client.runs.logBatch({ runId, metrics: [{ key: 'f1', value }] });
      }
      const { text } = await client.comparison.report({ runs, format: 'markdown' });
      expect(text).toContain('run 0.9 leads with f1 0.9, +10.0 pp against run 0.8.');
      expect(text).toContain('was not tested');
    }));

  it('says why runs were not compared, and what is equal also where nothing else is', () =>
    withEngine(async ({ client }) => {
      const runs = await makeRuns(client, 1);
      const [first = ''] = runs;
      const { runId } = await client.runs.create({ experimentId: '0', name: 'AT&T', startedAt: 9e15 });
      const { params, metrics } = await client.runs.get({ runId: first });
      const logged = metrics.map(({ key, value }) => ({ key, value }));
      await client.runs.logBatch({ runId, params, metrics: logged });
      const read = async (all: boolean): Promise<string> =>
        (await client.comparison.report({ runs: [first, runId], format: 'markdown', all })).text;
      const text = await read(false);
      expect(text).toContain('was not tested');
      expect(text).toContain('AT\\&T was not compared row by row: it has no such table.');
      expect(text).toContain('rows are equal in all 2 runs and left out.');
      expect(text).toContain('| 9000000000000000 |');
      expect(text).not.toContain('| kind |');
      expect(await read(true)).toContain('| kind | tree | tree |');
      expect(await read(true)).not.toContain('Only what differs');
    }));

  it.each([
    [0, 0.5, ['0', '0.1', '0.2', '0.3', '0.4', '0.5']],
    [1e-12, 2e-12, ['1e−12', '1.2e−12', '1.4e−12', '1.6e−12', '1.8e−12', '2e−12']],
    [0, 2e15, ['0e0', '5e14', '1e15', '1.5e15', '2e15']],
    [-1.7e308, 1.7e308, []],
  ])('ticks from %d to %d are told apart', (low, high, texts) => {
    expect(wordTicks(niceTicks(low, high, 5), 'en')).toEqual(texts);
  });
});
