import { useNavigate, useRouter } from '@tanstack/react-router';
import {
  IconAppWindow,
  IconFileImport,
  IconFileText,
  IconFolderOpen,
  IconInfoCircle,
  IconPackageImport,
  IconStethoscope,
  IconTerminal2,
  IconTrash,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app-context.ts';
import { placeOfImport } from '../desktop/places.ts';
import { useOpenWorkspace } from '../desktop/use-open-workspace.ts';
import { useShellAct } from '../desktop/use-shell-act.ts';
import { useAskForPath } from '../parts/use-ask-for-path.ts';
import type { Command } from './command.ts';

/** What belongs to the program and its windows. What the host cannot do is not offered. */
export function useDesktopCommands(): readonly Command[] {
  const { t } = useTranslation();
  const { host } = useApp();
  const { menus } = host.capabilities;
  const navigate = useNavigate();
  const shellAct = useShellAct();
  return [
    {
      id: 'window.new',
      label: t('desktop.commands.newWindow'),
      group: 'actions',
      icon: IconAppWindow,
      // In a browser this key opens a window of the browser's own.
      ...(menus && { keys: ['mod+shift+N'] }),
      run: () => shellAct(() => host.ask('newWindow', {})),
    },
    ...useFileCommands(),
    {
      id: 'help.about',
      label: t('desktop.commands.about'),
      group: 'help',
      icon: IconInfoCircle,
      run: () => void navigate({ to: '/settings', search: { section: 'about' } }),
    },
    ...useProgramCommands(),
  ];
}

/** Where dialogs of the system name places on this computer. */
function useFileCommands(): readonly Command[] {
  const { t } = useTranslation();
  const { host } = useApp();
  const { history } = useRouter();
  const openWorkspace = useOpenWorkspace();
  const askForPath = useAskForPath();
  if (!host.capabilities.paths) return [];

  async function openFolder(): Promise<void> {
    const folder = await askForPath({ kind: 'folder', title: t('desktop.dialogs.openFolder') });
    if (folder !== null) openWorkspace(folder);
  }
  async function importFile(): Promise<void> {
    const title = t('desktop.dialogs.importFile');
    const file = await askForPath({ kind: 'file', title, files: ['archive'] });
    if (file !== null) history.push(placeOfImport(file));
  }
  return [
    {
      id: 'workspace.openFolder',
      label: t('desktop.commands.openFolder'),
      group: 'actions',
      icon: IconFolderOpen,
      keys: ['mod+shift+O'],
      run: () => void openFolder(),
    },
    {
      id: 'workspace.importFile',
      label: t('desktop.commands.importFile'),
      group: 'actions',
      icon: IconFileImport,
      run: () => void importFile(),
    },
  ];
}

/** What is done to the program itself; most of it stands in the settings, with what it means. */
function useProgramCommands(): readonly Command[] {
  const { t } = useTranslation();
  const { host } = useApp();
  const { history } = useRouter();
  const shellAct = useShellAct();
  if (!host.capabilities.program) return [];
  const settings = [
    {
      id: 'app.diagnostics',
      at: 'diagnostics',
      label: t('desktop.commands.diagnostics'),
      icon: IconStethoscope,
    },
    { id: 'app.update', at: 'update', label: t('desktop.commands.installUpdate'), icon: IconPackageImport },
    { id: 'app.path', at: 'command', label: t('desktop.commands.addToPath'), icon: IconTerminal2 },
    { id: 'app.remove', at: 'remove', label: t('desktop.commands.removeData'), icon: IconTrash },
  ];
  return [
    {
      id: 'app.logs',
      label: t('desktop.commands.openLogs'),
      group: 'help',
      icon: IconFileText,
      run: () => shellAct(() => host.ask('openFolder', { folder: 'logs' })),
    },
    ...settings.map(({ at, ...command }) => ({
      ...command,
      group: 'help' as const,
      run: () => history.push(`/settings?section=desktop&at=${at}`),
    })),
  ];
}
