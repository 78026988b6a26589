import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startProcess } from '#core/processes/start-process.ts';
import { testEngineOptions, withFolder } from '#core/testing/with-engine.ts';
import { createFrameReader, encodeFrame, type Frame } from './frames.ts';

it('the scoring program ends with the engine, also while its model is busy', () =>
  withFolder(async (folder) => {
    mkdirSync(join(folder, 'code'));
    const loader = `
import sys, time

class Model:
    def predict(self, data):
        print("busy", file=sys.stderr, flush=True)
        time.sleep(600)

def _load_pyfunc(path):
    return Model()
`;
    writeFileSync(join(folder, 'code', 'busy_loader.py'), loader);
    const [ready, busy] = [Promise.withResolvers<Frame>(), Promise.withResolvers<string>()];
    const running = startProcess({
      platform: 'linux',
      command: 'python3',
      args: ['-B', join(testEngineOptions('').resources, 'python', 'stile_score.py')],
      env: { PATH: process.env['PATH'] ?? '' },
      onOutput: createFrameReader(ready.resolve, ready.reject),
      onLine: busy.resolve,
    });
    const send = (header: object, body?: Uint8Array): void => {
      for (const piece of encodeFrame(header, body)) running.write(piece);
    };
    const flavors = { python_function: { loader_module: 'busy_loader', code: 'code' } };
    send({ folder, flavors, signature: null, example: null });
    expect((await ready.promise).header).toMatchObject({ type: 'ready', loadedBy: 'busy_loader' });
    send({ id: 1, kind: 'invocations', format: 'json' }, Buffer.from('{"inputs": ["a"]}'));
    expect(await busy.promise).toBe('busy');
    running.closeInput();
    expect(await running.ended).toMatchObject({ code: 0, signal: null });
  }));
