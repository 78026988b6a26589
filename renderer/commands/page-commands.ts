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
