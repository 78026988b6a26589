import { useEffect, useEffectEvent, useId } from 'react';
import { useApp } from '../app-context.ts';
import type { PageCommand } from './page-commands.ts';

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
