import type { EngineStatus } from '#contract/desktop.ts';
import type { ShellEvent, ShellFacts, ShellInput, ShellOutputs, ShellVerb } from '#contract/shell.ts';
import { storedError } from '../bridge/problems.ts';
import { listenToShell } from '../bridge/shell-messages.ts';
import { createStore } from '../bridge/store.ts';
import type { StileWindow } from '../bridge/window-stile.ts';
import { hasEnded } from './host.ts';
import type { Host } from './host.ts';

/** How long after an end the shell starts no engine, with some room, ms. */
const restMs = 3200;

/** The desktop app's shell, which can do everything. */
export function createShellHost(shell: Pick<StileWindow, 'ask'>): Host {
  const facts = createStore<ShellFacts | null>(null);
  const engine = createStore<EngineStatus | null>(null);
  const listeners = new Set<(event: ShellEvent) => void>();
  /** Told before the page was ready for it: before it asked who is there. */
  const early: ShellEvent[] = [];
  let isHeard = false;
  let endedAt = 0;

  function tell(event: ShellEvent): void {
    const known = facts.get();
    if (event.kind === 'settings' && known !== null) facts.set({ ...known, settings: event.settings });
    if (!isHeard) early.push(event);
    else for (const listener of listeners) listener(event);
  }
  function hearEngine(status: EngineStatus): void {
    if (hasEnded(status)) endedAt = performance.now();
    engine.set(status);
  }
  function hearEarly(): void {
    isHeard = true;
    for (const event of early.splice(0)) tell(event);
  }
  listenToShell((message) => {
    if (message.type === 'stile:engine') hearEngine(message.status);
    if (message.type === 'stile:shell') tell(message.event);
  });

  async function ask<V extends ShellVerb>(verb: V, input: ShellInput<V>): Promise<ShellOutputs[V]> {
    if (verb === 'describe') hearEarly();
    const answer = await shell.ask(verb, input);
    if (!answer.ok) throw storedError(answer);
    if (verb === 'describe') facts.set(answer.value as ShellFacts);
    const known = facts.get();
    if (verb === 'changeSettings' && known !== null)
      facts.set({ ...known, settings: answer.value as ShellOutputs['changeSettings'] });
    return answer.value;
  }
  return {
    capabilities: {
      paths: true,
      menus: true,
      notifications: true,
      tray: true,
      drag: true,
      quit: true,
      titleBar: true,
      links: true,
      program: true,
    },
    ask,
    facts,
    engine,
    startEngine: () => {
      // The window's own connection asks for a port as soon as there is hope; that starts the engine.
      const rest = Math.max(0, endedAt + restMs - performance.now());
      setTimeout(() => {
        // Meanwhile another window may have started it.
        if (hasEnded(engine.get())) engine.set({ state: 'starting' });
      }, rest);
    },
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
