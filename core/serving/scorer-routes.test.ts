import { describe, expect, it } from 'vitest';
import type { FromScorer } from './scorer-messages.ts';
import { createScorerRoutes, type ScorerRoutes } from './scorer-routes.ts';
import type { ModelTarget, ServableModel } from './servable-model.ts';

const target = (version: number, name = 'reviews'): ModelTarget => ({
  name,
  version,
  uri: `models:/${name}/${version}`,
  folder: `/models/${name}/${version}`,
});

const toModel = (of: ModelTarget): ServableModel => ({
  ...of,
  kind: 'text',
  input: { column: 'text' },
  labels: ['good'],
  labelTexts: ['"good"'],
  versionText: String(of.version),
  score: (texts) => ({
    rows: texts.length,
    best: new Int32Array(texts.length),
    probabilities: new Float64Array(texts.length).fill(1),
    confidence: new Float64Array(texts.length).fill(1),
    oovShare: new Float64Array(texts.length),
    tokens: new Int32Array(texts.length),
  }),
});

interface Table {
  routes: ScorerRoutes;
  sent: FromScorer[];
  /** uris in the order in which they were loaded */
  loaded: string[];
  /** Lets the load of a version end. */
  finish(version: number): Promise<void>;
}

/** A table whose loads end when the test says so; `auto`: at once. */
function createTable(auto = true, waitMs = 10_000): Table {
  const sent: FromScorer[] = [];
  const loaded: string[] = [];
  const waiting = new Map<number, () => void>();
  const routes = createScorerRoutes({
    send: (message) => void sent.push(message),
    load: async (of) => {
      loaded.push(of.uri);
      if (!auto) await new Promise<void>((resolve) => waiting.set(of.version, resolve));
      return toModel(of);
    },
    waitMs,
  });
  const finish = async (version: number): Promise<void> => {
    waiting.get(version)?.();
    await new Promise(setImmediate);
  };
  return { routes, sent, loaded, finish };
}

describe('routes of the scorer', () => {
  it('a request for a route that is not open waits for the model', async () => {
    const { routes, sent } = createTable();
    const asked = routes.find('reviews');
    expect(sent).toEqual([{ type: 'open', key: 'reviews' }]);
    routes.receive({ type: 'route', key: 'reviews', ticket: 1, target: target(3) });
    expect((await asked).version).toBe(3);
    expect(routes.find('reviews')).toMatchObject({ version: 3 });
  });

  it('what was refused before waits once its model is being made ready', async () => {
    const { routes, finish } = createTable(false);
    const refusal = { status: 404, code: 'RESOURCE_DOES_NOT_EXIST', message: 'No champion yet' };
    routes.receive({ type: 'noRoute', key: '', ticket: 1, refusal, keeps: false });
    expect(() => routes.find('')).toThrow('No champion yet');
    routes.receive({ type: 'route', key: '', ticket: 2, target: target(1) });
    const asked = routes.find('');
    await finish(1);
    expect((await asked).version).toBe(1);
  });

  it('nobody waits for long: whoever asks is told that the model is being made ready', async () => {
    const { routes, finish } = createTable(false, 1);
    routes.receive({ type: 'route', key: '', ticket: 1, target: target(1) });
    await expect(routes.find('')).rejects.toMatchObject({
      status: 503,
      message: expect.stringContaining('being made ready') as string,
    });
    await finish(1);
    expect(routes.find('')).toMatchObject({ version: 1 });
  });

  it('the newest word counts, whichever model is loaded first', async () => {
    const { routes, finish } = createTable(false);
    routes.receive({ type: 'route', key: '', ticket: 1, target: target(1) });
    await finish(1);
    routes.receive({ type: 'route', key: '', ticket: 2, target: target(2) });
    routes.receive({ type: 'route', key: '', ticket: 3, target: target(3) });
    await finish(3);
    await finish(2);
    expect(routes.peek('')?.version).toBe(3);
    routes.receive({ type: 'route', key: '', ticket: 2, target: target(2) });
    await finish(2);
    expect(routes.peek('')?.version).toBe(3);
  });

  it('the model before answers while the next is loaded, and stays in memory for the way back', async () => {
    const { routes, loaded, finish } = createTable(false);
    routes.receive({ type: 'route', key: '', ticket: 1, target: target(1) });
    await finish(1);
    routes.receive({ type: 'route', key: '', ticket: 2, target: target(2) });
    expect(routes.find('')).toMatchObject({ version: 1 });
    await finish(2);
    expect(routes.find('')).toMatchObject({ version: 2 });
    routes.receive({ type: 'route', key: '', ticket: 3, target: target(1) });
    await new Promise(setImmediate);
    expect(routes.find('')).toMatchObject({ version: 1 });
    expect(loaded).toEqual(['models:/reviews/1', 'models:/reviews/2']);
  });

  it('a refusal reaches those who wait, and a name is asked for anew', async () => {
    const { routes, sent } = createTable();
    const asked = routes.find('revews');
    const refusal = { status: 404, code: 'RESOURCE_DOES_NOT_EXIST', message: 'No such model.' };
    routes.receive({ type: 'noRoute', key: 'revews', ticket: 1, refusal, keeps: false });
    await expect(asked).rejects.toMatchObject(refusal);
    void Promise.resolve(routes.find('revews')).catch(() => undefined);
    expect(sent).toEqual([
      { type: 'open', key: 'revews' },
      { type: 'open', key: 'revews' },
    ]);
  });

  it('the route that was asked least recently makes room, the endpoint never', async () => {
    const { routes, sent } = createTable();
    routes.receive({ type: 'route', key: '', ticket: 1, target: target(1) });
    for (let n = 1; n <= 40; n++) {
      const asked = routes.find(`model-${n}`);
      routes.receive({ type: 'route', key: `model-${n}`, ticket: n + 1, target: target(1, `model-${n}`) });
      await asked;
      if (n > 1) expect(routes.find('model-1')).toMatchObject({ name: 'model-1' });
    }
    const closed = sent.flatMap((message) => (message.type === 'closed' ? [message.key] : []));
    expect(closed).toEqual(Array.from({ length: 9 }, (_, n) => `model-${n + 2}`));
    expect(routes.peek('')).toMatchObject({ version: 1 });
    // What the engine still said of a closed route opens nothing.
    routes.receive({ type: 'route', key: 'model-2', ticket: 99, target: target(2, 'model-2') });
    await new Promise(setImmediate);
    expect(routes.peek('model-2')).toBeNull();
  });
});
