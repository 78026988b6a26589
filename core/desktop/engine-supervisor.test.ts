import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { EngineStatus } from '#contract/desktop.ts';
import { EngineSupervisor } from './engine-supervisor.ts';

class Child extends EventEmitter {
  readonly stderr = null;
  readonly sent: unknown[] = [];
  wasKilled = false;

  postMessage(message: unknown): void {
    this.sent.push(message);
  }

  kill(): boolean {
    this.wasKilled = true;
    return true;
  }
}

function start(workspace: string | null = '/w') {
  const children: Child[] = [];
  const states: EngineStatus[] = [];
  let timers: (() => void)[] = [];
  const engine = new EngineSupervisor<never>({
    fork: () => {
      const child = new Child();
      children.push(child);
      return child;
    },
    start: { workspace, resources: '/r', version: '1.0.0' },
    machine: {
      say: () => undefined,
      now: () => 1_000_000,
      after: (_milliseconds, callback) => {
        timers.push(callback);
        return () => void (timers = timers.filter((one) => one !== callback));
      },
    },
    log: () => undefined,
  });
  engine.onStatus((status) => states.push(status));
  engine.start();
  const elapse = (): void => {
    for (const callback of timers.splice(0)) callback();
  };
  return { engine, children, states, elapse };
}

const failure = { type: 'failed', code: 'WORKSPACE_NEWER', message: 'newer', data: {} };

describe('the workspace of an engine', () => {
  it('is the one that is told, and after a restart the one it has gone on with', () => {
    const { engine, children, elapse } = start(null);
    expect([children[0]?.sent, engine.workspace, engine.lastWorkspace]).toEqual([
      [{ type: 'start', workspace: null, resources: '/r', version: '1.0.0' }],
      null,
      null,
    ]);
    children[0]?.emit('message', { type: 'ready', trackingUri: null, workspace: '/next' });
    expect([engine.workspace, engine.lastWorkspace]).toEqual(['/next', '/next']);
    children[0]?.emit('exit', 9);
    elapse();
    expect(children[1]?.sent).toMatchObject([{ workspace: '/next' }]);
    expect([engine.workspace, engine.lastWorkspace]).toEqual([null, '/next']);
  });

  it('is named where it cannot be opened, also by an engine that chose it itself', () => {
    const { engine, children, states } = start(null);
    children[0]?.emit('message', { ...failure, workspace: '/chosen' });
    expect(states.at(-1)).toMatchObject({ state: 'failed', workspace: '/chosen' });
    expect([engine.workspace, engine.lastWorkspace]).toEqual([null, '/chosen']);
  });
});

describe('starting on another workspace', () => {
  it('waits until an engine that is still ending has left', () => {
    const { engine, children, states, elapse } = start();
    children[0]?.emit('message', failure);
    engine.startOn('/other');
    expect([children.length, children[0]?.wasKilled, states.at(-1)]).toEqual([
      1,
      true,
      { state: 'starting' },
    ]);
    children[0]?.emit('exit', 1);
    elapse();
    expect(children[1]?.sent).toMatchObject([{ type: 'start', workspace: '/other' }]);
  });

  it.each([{ type: 'ready', trackingUri: null, workspace: '/w' }, failure, { type: 'stopped' }])(
    'is not undone by what the engine before still says: %j',
    (late) => {
      const { engine, children, states, elapse } = start();
      engine.startOn('/other');
      children[0]?.emit('message', late);
      children[0]?.emit('exit', 1);
      elapse();
      expect(states.map(({ state }) => state)).not.toContain(late.type);
      expect(children[1]?.sent).toMatchObject([{ type: 'start', workspace: '/other' }]);
    },
  );

  it('starts at once where none is left', () => {
    const { engine, children } = start();
    children[0]?.emit('message', failure);
    children[0]?.emit('exit', 1);
    engine.startOn('/other');
    expect(children[1]?.sent).toMatchObject([{ workspace: '/other' }]);
  });

  it('does nothing while one is open or when all is ending', async () => {
    const { engine, children } = start();
    children[0]?.emit('message', { type: 'ready', trackingUri: null, workspace: '/w' });
    engine.startOn('/other');
    expect([children.length, children[0]?.wasKilled]).toEqual([1, false]);
    const stopped = engine.stop(1000);
    children[0]?.emit('exit', 0);
    await stopped;
    engine.startOn('/other');
    expect(children).toHaveLength(1);
  });
});

it('messages that are none of the protocol change nothing', () => {
  const { children, states } = start();
  for (const message of [null, 'ready', {}, { type: 'other' }, 7]) children[0]?.emit('message', message);
  expect(states).toEqual([{ state: 'starting' }]);
});
