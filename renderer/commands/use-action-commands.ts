import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import {
  IconBrandPython,
  IconCloudUpload,
  IconDatabaseExport,
  IconDatabaseImport,
  IconDatabasePlus,
  IconDeviceFloppy,
  IconLink,
  IconPlugConnected,
  IconPlus,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app-context.ts';
import { trackingLine, usualPlace } from '../features/connect/index.ts';
import { systemInfoQuery } from '../features/system/index.ts';
import { formatBytes } from '../parts/numbers.ts';
import { useOpenSheet } from '../parts/side-sheet.tsx';
import { useAct } from '../parts/use-act.ts';
import { useLocale } from '../parts/use-locale.ts';
import type { Command } from './command.ts';

/** What can be done from anywhere. */
export function useActionCommands(): readonly Command[] {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const navigate = useNavigate();
  const openSheet = useOpenSheet();
  const act = useAct();
  const locale = useLocale();
  const { data: info } = useQuery(systemInfoQuery(bridge.client));

  function copyUri(): void {
    if (info?.trackingUri == null) return;
    const line = trackingLine(usualPlace(info.platform), info.trackingUri);
    void act({ run: () => navigator.clipboard.writeText(line), done: t('toasts.uriCopied') });
  }
  function backUp(): void {
    void act({
      run: () => bridge.client.workspace.backup({}),
      done: ({ bytes }) => t('toasts.backedUp', { size: formatBytes(bytes, locale) }),
    });
  }
  return [
    {
      id: 'experiment.new',
      label: t('commands.newExperiment'),
      group: 'actions',
      icon: IconPlus,
      run: () => void navigate({ to: '/experiments', search: { show: 'new' } }),
    },
    {
      id: 'dataset.add',
      label: t('commands.addDataset'),
      group: 'actions',
      icon: IconDatabasePlus,
      run: () => void navigate({ to: '/datasets', search: { add: 'yes' } }),
    },
    ...(info?.trackingUri == null
      ? []
      : [
          {
            id: 'server.copy',
            label: t('commands.copyUri'),
            group: 'actions',
            icon: IconLink,
            run: copyUri,
          } as const,
          {
            id: 'server.connect',
            label: t('connect.open'),
            group: 'actions',
            icon: IconPlugConnected,
            run: () => openSheet('connect'),
          } as const,
        ]),
    {
      id: 'python.open',
      label: t('commands.python'),
      group: 'actions',
      icon: IconBrandPython,
      run: () => openSheet('python'),
    },
    {
      id: 'workspace.backup',
      label: t('commands.backup'),
      group: 'actions',
      icon: IconDeviceFloppy,
      run: backUp,
    },
    {
      id: 'workspace.export',
      label: t('commands.export'),
      group: 'actions',
      icon: IconDatabaseExport,
      run: () => openSheet('export'),
    },
    {
      id: 'mlflow.import',
      label: t('commands.importMlflow'),
      group: 'actions',
      icon: IconDatabaseImport,
      run: () => openSheet('import-mlflow'),
    },
    {
      id: 'mlflow.push',
      label: t('commands.pushMlflow'),
      group: 'actions',
      icon: IconCloudUpload,
      run: () => openSheet('push-mlflow'),
    },
  ];
}
