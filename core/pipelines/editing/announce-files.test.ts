import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { EngineEvent } from '#contract/events.ts';
import { hashText } from '#core/store/blobs.ts';
import { withRunner, type TestRunner } from '../testing/with-runner.ts';

const text = (more = ''): string => `version: 1\nname: p\ntasks: { a: { type: test/echo } }\n${more}`;

interface Heard {
  at: number;
  event: EngineEvent;
}

/** What is announced of the folder while `fn` runs, and a wait for the next of it. */
async function withHeard<T>(
  fn: (test: TestRunner, heard: Heard[], next: () => Promise<Heard>) => Promise<T>,
): Promise<T> {
  return withRunner(async (test) => {
    const heard: Heard[] = [];
    let waiting: ((heard: Heard) => void) | null = null;
    const stop = test.engine.hub.listen((events) => {
      for (const event of events) {
        if (!event.type.startsWith('pipeline.')) continue;
        heard.push({ at: performance.now(), event });
        waiting?.({ at: performance.now(), event });
      }
    });
    const next = (): Promise<Heard> =>
      new Promise((resolve) => {
        waiting = (one) => {
          waiting = null;
          resolve(one);
        };
      });
    await test.runner.startSchedules();
    try {
      return await fn(test, heard, next);
    } finally {
      stop();
    }
  });
}

it('files that other programs write, move and delete are announced at once, with their hashes', async () => {
  await withHeard(async ({ ctx }, _heard, next) => {
    const path = join(ctx.paths.pipelines, 'p.yaml');
    const doAndHear = async (act: () => void): Promise<EngineEvent> => {
      const heard = next();
      const start = performance.now();
      act();
      const { at, event } = await heard;
      // Half a second leaves room for a busy machine: it takes about 110 ms.
      expect(at - start).toBeLessThan(500);
      return event;
    };
    const changed = { type: 'pipeline.changed', name: 'p' };
    expect(await doAndHear(() => writeFileSync(path, text()))).toEqual({
      ...changed,
      hash: hashText(text()),
    });
    expect(await doAndHear(() => writeFileSync(path, text('# more\n')))).toEqual({
      ...changed,
      hash: hashText(text('# more\n')),
    });
    // As editors save: a new file takes the place of the old one.
    const renamed = (): void => {
      writeFileSync(`${path}.tmp`, text('# renamed\n'));
      renameSync(`${path}.tmp`, path);
    };
    expect(await doAndHear(renamed)).toEqual({ ...changed, hash: hashText(text('# renamed\n')) });
    const layout = join(ctx.paths.pipelines, 'p.layout.json');
    expect(await doAndHear(() => writeFileSync(layout, '{}'))).toEqual({
      type: 'pipeline.layoutChanged',
      name: 'p',
      hash: hashText('{}'),
    });
    expect(await doAndHear(() => rmSync(path))).toEqual({ ...changed, hash: null });
  });
});

it('what the engine writes itself is announced once, and what is the same not at all', async () => {
  await withHeard(async ({ ctx, runner }, heard, next) => {
    await runner.save(ctx, { name: 'p', text: text() });
    writeFileSync(join(ctx.paths.pipelines, 'p.yaml'), text());
    // The last of three: those before it have been looked at by then.
    const last = next();
    writeFileSync(join(ctx.paths.pipelines, 'q.yaml'), text('# q\n'));
    await last;
    expect(heard.map(({ event }) => event)).toEqual([
      { type: 'pipeline.changed', name: 'p', hash: hashText(text()) },
      { type: 'pipeline.changed', name: 'q', hash: hashText(text('# q\n')) },
    ]);
  });
});
