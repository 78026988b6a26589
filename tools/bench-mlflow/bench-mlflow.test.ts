import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { callKinds } from './calls.ts';
import { median, percentile } from './figures.ts';
import { parseBenchOptions } from './options.ts';
import { parentOf, readMegabytes } from './process-tree.ts';
import { compare } from './report.ts';
import { createRestClient } from './rest-client.ts';
import { makeSeedRun } from './seed-data.ts';

describe('options of bench:mlflow', () => {
  it('measure 10,000 runs with both numbers of workers', () => {
    expect(parseBenchOptions([])).toMatchObject({
      seed: 1,
      withDefault: true,
      withPython: true,
      size: { runs: 10_000, historySteps: 2000, artifactBytes: 104_857_600 },
    });
  });

  it('take calls, a small size and what to leave out', () => {
    expect(parseBenchOptions(['search', '--quick', '--skip-default', '--seed', '7'])).toMatchObject({
      filters: ['search'],
      seed: 7,
      withDefault: false,
      size: { runs: 500 },
    });
  });

  it('refuse what is not a number', () => {
    expect(() => parseBenchOptions(['--seed', 'x'])).toThrow(/--seed is "x" and must be a whole number/);
  });
});

describe('figures', () => {
  it.each([
    { samples: [3, 1, 2], p: 0.5, value: 2 },
    { samples: [1, 2, 3, 4], p: 0.99, value: 4 },
    { samples: [], p: 0.5, value: NaN },
  ])('$p of $samples is $value', ({ samples, p, value }) => {
    expect(percentile(samples, p)).toBe(value);
    expect(samples).toEqual([...samples]);
  });

  it('have a middle', () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  it('pass when Stile is as many times faster than the fastest of the others as it should be', () => {
    expect(compare('x', [40, 90, 2], 20)).toMatchObject({ aim: '20 times as fast', met: true });
    expect(compare('x', [39, 90, 2], 20)).toMatchObject({ met: false });
    expect(compare('x', [39, 2])).not.toHaveProperty('met');
  });
});

describe('the client', () => {
  it.each([
    { servesPerConnection: 1, fails: false },
    { servesPerConnection: 0, fails: true },
  ])(
    'sends a call again only where an idle connection was closed ($servesPerConnection)',
    async (serving) => {
      const served = new WeakMap<object, number>();
      const server = createServer(({ socket }, response) => {
        const count = served.get(socket) ?? 0;
        served.set(socket, count + 1);
        if (count >= serving.servesPerConnection) socket.destroy();
        else response.end('{}');
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const client = createRestClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      const call = { method: 'GET', path: '/' } as const;
      const answers = (async () => [(await client.send(call)).status, (await client.send(call)).status])();
      if (serving.fails) await expect(answers).rejects.toThrow('socket hang up');
      else expect(await answers).toEqual([200, 200]);
      client.close();
      server.close();
    },
  );
});

describe('processes', () => {
  it('are found by their parents, whatever their names are', () => {
    expect(parentOf('18 (a ) S 7 b) S 42 18 18 0')).toBe(42);
    expect(parentOf('')).toBeUndefined();
  });

  it('tell their memory', () => {
    expect(readMegabytes('Rss:             2048 kB\nPss:             1024 kB\n', 'Pss')).toBe(1);
  });
});

describe('the seeded runs', () => {
  it('are the same for the same seed, with 10 metrics, 10 params and 5 tags', () => {
    const run = makeSeedRun(3, 1);
    expect(run).toEqual(makeSeedRun(3, 1));
    expect(run).not.toEqual(makeSeedRun(3, 2));
    expect(new Set(run.metrics.map(({ key }) => key)).size).toBe(10);
    expect([run.metrics.length, run.params.length, run.tags.length]).toEqual([50, 10, 5]);
  });

  it('are searched by calls with names of their own', () => {
    expect(new Set(callKinds.map(({ name }) => name)).size).toBe(callKinds.length);
  });
});
