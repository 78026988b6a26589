import { useNavigate } from '@tanstack/react-router';
import { IconFolders, IconLifebuoy, IconProgress } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Command } from './command.ts';

/** The ways to the places that belong to Stile itself and to no object. */
export function usePlaceCommands(): readonly Command[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return [
    {
      id: 'go.jobs',
      label: t('commands.goJobs'),
      group: 'goTo',
      icon: IconProgress,
      keys: ['mod+J'],
      run: () => void navigate({ to: '/jobs' }),
    },
    {
      id: 'go.workspaces',
      label: t('commands.goWorkspaces'),
      group: 'goTo',
      icon: IconFolders,
      keys: ['mod+O'],
      run: () => void navigate({ to: '/welcome' }),
    },
    {
      id: 'go.recovery',
      label: t('commands.goRecovery'),
      group: 'goTo',
      icon: IconLifebuoy,
      run: () => void navigate({ to: '/recovery' }),
    },
  ];
}
