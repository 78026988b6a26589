import { useEffect, useEffectEvent, useId } from 'react';
import { useApp } from '../app-context.ts';
import { createStore } from '../bridge/store.ts';
import type { Store } from '../bridge/store.ts';
import type { Command } from './command.ts';

/** What the open page can do: nothing of it is there once the page is gone. */
export type PageCommand = Omit<Command, 'group'>;

/** The commands of the open page and its parts, by the part that brings them. */
export type PageCommands = {
  readonly list: Store<readonly Command[]>;
  readonly put: (owner: string, commands: readonly PageCommand[]) => void;
  readonly drop: (owner: string) => void;
};

export function createPageCommands(): PageCommands {
  const list = createStore<readonly Command[]>([]);
  const owners = new Map<string, readonly PageCommand[]>();
  const tell = (): void => {
    const all = [...owners.values()].flat();
    list.set(all.map((command) => ({ ...command, group: 'page' })));
  };
  return {
    list,
    put: (owner, commands) => {
      owners.set(owner, commands);
      tell();
    },
    drop: (owner) => {
      if (owners.delete(owner)) tell();
    },
  };
}

/** Gives the palette, the menus and the sheet of shortcuts what this page, or a part of it, can do. */
export function usePageCommands(commands: readonly PageCommand[]): void {
  const { pageCommands } = useApp();
  const owner = useId();
  const run = useEffectEvent((id: string) => commands.find((command) => command.id === id)?.run());
  const put = useEffectEvent(() =>
    pageCommands.put(
      owner,
      commands.map((command) => ({ ...command, run: () => run(command.id) })),
    ),
  );
  // A page draws itself often; the palette hears of it when what it would show has changed.
  const said = commands.map(({ id, label, hint, chosen }) => [id, label, hint, chosen].join('\t')).join('\n');
  useEffect(() => put(), [said]);
  useEffect(() => () => pageCommands.drop(owner), [pageCommands, owner]);
}
