import '#renderer/i18n/late/commands-words.ts';
import '#renderer/i18n/late/desktop-words.ts';
import { useSearch } from '@tanstack/react-router';
import { Suspense, useMemo } from 'react';
import { useApp, useStore } from '../app-context.ts';
import { lazyPart } from '../parts/lazy-part.ts';
import { Palette } from './palette.tsx';
import { ShortcutSheet } from './shortcut-sheet.tsx';
import { useCommands } from './use-commands.ts';
import { useShortcuts } from './use-shortcuts.ts';

const Desktop = lazyPart(() => import('../desktop/desktop.tsx'), 'Desktop');

/**
 * All commands in one place, for the keys, the palette and the sheet of shortcuts. It comes after the first paint: a
 * window that is just opening has no commands to wait for.
 */
export function CommandCentre() {
  const { pageCommands } = useApp();
  const ofPage = useStore(pageCommands.list);
  const ofWindow = useCommands();
  const commands = useMemo(() => [...ofPage, ...ofWindow], [ofPage, ofWindow]);
  const { sheet } = useSearch({ strict: false });
  useShortcuts(commands);
  return (
    <>
      <Palette commands={commands} />
      {sheet === 'shortcuts' && <ShortcutSheet commands={commands} />}
      <Suspense>
        <Desktop commands={commands} />
      </Suspense>
    </>
  );
}
