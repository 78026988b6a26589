import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ShellAnswer, ShellEvent, ShellFacts, ShellVerb } from '#contract/shell.ts';
import { toProblem } from '../bridge/problems.ts';
import { createBrowserHost } from './browser-host.ts';
import { createShellHost } from './shell-host.ts';

const origin = 'app://stile';
let page: EventTarget & { location: { origin: string }; open: ReturnType<typeof vi.fn> };

// Files of tests share a process.
afterEach(() => void vi.useRealTimers());
beforeEach(() => {
  page = Object.assign(new EventTarget(), { location: { origin }, open: vi.fn() });
  vi.stubGlobal('window', page);
  vi.stubGlobal('document', { title: '' });
});

/** Posts to the page as the preload script does, or as somebody else would. */
function post(data: unknown, from: { source?: unknown; origin?: string } = {}): void {
  page.dispatchEvent(Object.assign(new Event('message'), { data, source: page, origin, ports: [], ...from }));
}

function answering(answers: { readonly [V in ShellVerb]?: ShellAnswer<V> }): Parameters<
  typeof createShellHost
>[0] {
  return {
    ask: <V extends ShellVerb>(verb: V) => {
      const answer = answers[verb];
      if (answer === undefined) throw new Error(`Nobody expects "${verb}" here`);
      return Promise.resolve(answer);
    },
  };
}

const settings = { keepInBackground: false, notifications: true };
const facts = { version: '1.0.0', hidesMenuBar: true, settings } as ShellFacts;

it('an error of the shell is the same kind of problem as one of the engine', async () => {
  const data = { path: '/etc/passwd', reason: 'outside' };
  const host = createShellHost(
    answering({ reveal: { ok: false, code: 'PATH_NOT_ALLOWED', message: 'no', data } }),
  );
  const problem = await host.ask('reveal', { path: '/etc/passwd' }).catch(toProblem);
  expect(problem).toEqual({ code: 'PATH_NOT_ALLOWED', data });
});

it('what the shell tells before anybody listens waits, and only its own page is heard', async () => {
  const host = createShellHost(answering({ describe: { ok: true, value: facts } }));
  const event: ShellEvent = { kind: 'command', id: 'go.runs' };
  post({ type: 'stile:shell', event });
  post({ type: 'stile:shell', event: { kind: 'command', id: 'evil' } }, { source: {} });
  post({ type: 'stile:shell', event: { kind: 'command', id: 'evil' } }, { origin: 'https://evil.test' });
  const heard: ShellEvent[] = [];
  const stop = host.onEvent((told) => heard.push(told));
  expect(heard).toEqual([]);
  await host.ask('describe', {});
  expect(heard).toEqual([event]);
  stop();
  post({ type: 'stile:engine', status: { state: 'stopped', workspace: '/w', lastWords: 'died' } });
  expect(host.engine.get()).toEqual({ state: 'stopped', workspace: '/w', lastWords: 'died' });
  expect(host.facts.get()).toBe(facts);
  post({ type: 'stile:shell', event: { kind: 'settings', settings: { ...settings, notifications: false } } });
  expect(host.facts.get()?.settings.notifications).toBe(false);
});

it('starting an ended engine again waits for its rest, and leaves one alone that runs by then', () => {
  vi.useFakeTimers();
  const host = createShellHost(answering({}));
  const stopped = { state: 'stopped', workspace: '/w', lastWords: 'died' } as const;
  post({ type: 'stile:engine', status: stopped });
  host.startEngine();
  vi.advanceTimersByTime(3000);
  expect(host.engine.get()).toEqual(stopped);
  vi.advanceTimersByTime(1000);
  expect(host.engine.get()).toEqual({ state: 'starting' });

  post({ type: 'stile:engine', status: stopped });
  host.startEngine();
  post({ type: 'stile:engine', status: { state: 'ready' } });
  vi.advanceTimersByTime(4000);
  expect(host.engine.get()).toEqual({ state: 'ready' });
});

it('a browser does what it can, and says what it cannot', async () => {
  const host = createBrowserHost();
  expect(Object.values(host.capabilities)).not.toContain(true);
  await host.ask('setBadge', { count: 3, label: '3 open alerts' });
  expect(document.title).toBe('(3) Stile');
  await host.ask('setBadge', { count: 0, label: '' });
  expect(document.title).toBe('Stile');
  await host.ask('newWindow', { screen: '/models' });
  expect(page.open).toHaveBeenCalledWith('/models', '_blank', 'noopener');
  expect(await host.ask('notify', { key: 'a', title: 'A', body: '', screen: '/' })).toEqual({ shown: false });
  await expect(host.ask('reveal', { path: '/tmp/a' })).rejects.toThrow('"reveal"');
});
