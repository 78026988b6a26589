import { useEffect, useRef } from 'react';
import { createStore } from '../bridge/store.ts';
import type { Command } from './command.ts';

/** What only the page that is shown can do: it comes and goes with it, in the palette and on the sheet of shortcuts. */
export const pageCommands = createStore<readonly Command[]>([]);

/** Brings a page's own commands in while it is shown. Their keys are for the page itself to listen to: see `pageKeys`. */
export function usePageCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  const shape = commands.map(({ id, label, hint }) => [id, label, hint].join('\n')).join('\n');
  useEffect(() => {
    const run = (id: string): void => latest.current.find((command) => command.id === id)?.run();
    pageCommands.set(latest.current.map((command) => ({ ...command, run: () => run(command.id) })));
    return () => pageCommands.set([]);
  }, [shape]);
}
