import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCommand,
  IconFilter,
  IconKeyboard,
  IconLink,
  IconWorld,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app-context.ts';
import { useOpenSheet } from '../parts/side-sheet.tsx';
import { useCopyBrowserAddress, useCopyLink } from '../parts/use-copy-link.ts';
import type { Command } from './command.ts';
import { findPageFilter } from './page-filter.ts';
import { openPalette } from './palette-store.ts';

/** Keys, the palette itself, the filter of the page, and the ways back. */
export function useHelpCommands(): readonly Command[] {
  const { t } = useTranslation();
  const app = useApp();
  const openSheet = useOpenSheet();
  const copyLink = useCopyLink();
  const copyAddress = useCopyBrowserAddress();

  /** What the newest toast offers; when they are gone, what the engine's record of changes knows. */
  function undoLast(): void {
    const { toasts } = app;
    const last = toasts.list.get().findLast((toast) => toast.undo !== null);
    if (last === undefined) return goThroughRecord('undo');
    toasts.dismiss(last.id);
    void last.undo?.();
  }

  function goThroughRecord(direction: 'undo' | 'redo'): void {
    void import('../features/activity/undo-last.ts').then((part) => part.undoLast(app, t, direction));
  }
  return [
    {
      id: 'help.shortcuts',
      label: t('commands.shortcuts'),
      group: 'help',
      icon: IconKeyboard,
      keys: ['?'],
      run: () => openSheet('shortcuts'),
    },
    {
      id: 'help.palette',
      label: t('commands.palette'),
      group: 'help',
      icon: IconCommand,
      keys: ['mod+K', 'mod+P'],
      hidden: true,
      run: openPalette,
    },
    {
      id: 'page.filter',
      label: t('commands.filterPage'),
      group: 'view',
      icon: IconFilter,
      keys: ['mod+F'],
      isPossible: () => findPageFilter() !== null,
      run: () => findPageFilter()?.focus(),
    },
    {
      id: 'page.copyLink',
      label: t(app.host.capabilities.links ? 'frame.copyDeepLink' : 'frame.copyLink'),
      group: 'actions',
      icon: IconLink,
      run: copyLink,
    },
    ...(copyAddress === null
      ? []
      : [
          {
            id: 'page.copyAddress',
            label: t('frame.copyAddress'),
            group: 'actions' as const,
            icon: IconWorld,
            run: copyAddress,
          },
        ]),
    {
      id: 'edit.undo',
      label: t('commands.undo'),
      group: 'actions',
      icon: IconArrowBackUp,
      keys: ['mod+Z'],
      run: undoLast,
    },
    {
      id: 'edit.redo',
      label: t('commands.redo'),
      group: 'actions',
      icon: IconArrowForwardUp,
      keys: ['mod+shift+Z'],
      run: () => goThroughRecord('redo'),
    },
  ];
}
