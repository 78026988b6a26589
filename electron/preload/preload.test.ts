import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { runInNewContext } from 'node:vm';
import { buildSync } from 'esbuild';
import { describe, expect, it } from 'vitest';

interface Listener {
  (event: { ports: unknown[] }, ...args: unknown[]): void;
}

describe('the preload', () => {
  it('exposes four members and nothing of Electron', () => {
    const { exposed } = loadPreload();
    expect(Object.keys(exposed)).toEqual(['stile']);
    const types = Object.entries(exposed['stile'] ?? {}).map(([name, value]) => [name, typeof value]);
    expect(types).toEqual([
      ['platform', 'string'],
      ['connect', 'function'],
      ['pathForFile', 'function'],
      ['ask', 'function'],
    ]);
  });

  it('asks for a port and gives the paths of files', () => {
    const { exposed, sent } = loadPreload();
    const bridge = exposed['stile'];
    expect(bridge?.['platform']).toBe('linux');
    expect(Reflect.apply(bridge?.['connect'] as () => void, null, [])).toBeUndefined();
    expect(sent).toEqual([['stile:connect']]);
    expect(Reflect.apply(bridge?.['pathForFile'] as () => string, null, [{ name: 'a.csv' }])).toBe(
      '/path/of/a.csv',
    );
  });

  it('posts ports and the state of the engine to its own page only', () => {
    const { listeners, posted } = loadPreload();
    expect([...listeners.keys()]).toEqual(['stile:port', 'stile:engine', 'stile:shell']);
    listeners.get('stile:port')?.({ ports: ['port'] }, null);
    listeners.get('stile:engine')?.({ ports: [] }, { state: 'starting' });
    listeners.get('stile:shell')?.({ ports: [] }, { kind: 'command', id: 'help.about' });
    expect(posted).toEqual([
      [{ type: 'stile:port' }, 'app://stile', ['port']],
      [{ type: 'stile:engine', status: { state: 'starting' } }, 'app://stile', []],
      [{ type: 'stile:shell', event: { kind: 'command', id: 'help.about' } }, 'app://stile', []],
    ]);
  });

  it('is small and needs nothing that a sandboxed preload cannot have', () => {
    const code = bundlePreload();
    const needed = [...code.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name);
    expect(new Set(needed)).toEqual(new Set(['electron']));
    expect(readFileSync(preloadSource, 'utf8').split('\n').length).toBeLessThan(40);
  });
});

const preloadSource = createRequire(import.meta.url).resolve('./preload.ts');

function bundlePreload(): string {
  const { outputFiles } = buildSync({
    entryPoints: [preloadSource],
    bundle: true,
    write: false,
    external: ['electron'],
    format: 'cjs',
    platform: 'node',
  });
  return outputFiles[0]?.text ?? '';
}

function loadPreload() {
  const exposed: Record<string, Record<string, unknown>> = {};
  const sent: unknown[][] = [];
  const posted: unknown[][] = [];
  const listeners = new Map<string, Listener>();
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name: string, api: Record<string, unknown>) => (exposed[name] = api),
    },
    ipcRenderer: {
      send: (...args: unknown[]) => void sent.push(args),
      on: (channel: string, listener: Listener) => listeners.set(channel, listener),
    },
    webUtils: { getPathForFile: ({ name }: { name: string }) => `/path/of/${name}` },
  };
  runInNewContext(bundlePreload(), {
    require: () => electron,
    module: { exports: {} },
    process: { platform: 'linux' },
    location: { origin: 'app://stile' },
    window: { postMessage: (...args: unknown[]) => void posted.push(args) },
  });
  return { exposed, sent, posted, listeners };
}
