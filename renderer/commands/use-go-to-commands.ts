import { useNavigate, useRouter } from '@tanstack/react-router';
import { IconArrowLeft, IconArrowRight, IconBinaryTree, IconColumns3 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app-context.ts';
import { keysOfPlace, places } from '../frame/places.ts';
import type { Command } from './command.ts';
import { useGoToCompare } from './use-go-to-compare.ts';
import { useGoToTraces } from './use-go-to-traces.ts';

/** The places of the sidebar, and the ways back and forward. */
export function useGoToCommands(): readonly Command[] {
  const { t } = useTranslation();
  const { platform } = useApp();
  const navigate = useNavigate();
  const { history } = useRouter();
  const goToCompare = useGoToCompare();
  const goToTraces = useGoToTraces();
  // On a Mac, Option and an arrow move by words.
  const arrow = (key: string): readonly string[] => (platform === 'darwin' ? [] : [`alt+${key}`]);
  return [
    ...places.map((place) => ({
      id: `go.${place.id}`,
      label: t('commands.goTo', { place: t(`frame.${place.id}`) }),
      group: 'goTo' as const,
      icon: place.icon,
      keys: keysOfPlace(place),
      run: () => void navigate({ to: place.to }),
    })),
    {
      id: 'go.compare',
      label: t('commands.goCompare'),
      group: 'goTo',
      icon: IconColumns3,
      run: () => void goToCompare(),
    },
    {
      id: 'go.traces',
      label: t('traces.go'),
      group: 'goTo',
      icon: IconBinaryTree,
      run: () => void goToTraces(),
    },
    {
      id: 'go.back',
      label: t('commands.goBack'),
      group: 'goTo',
      icon: IconArrowLeft,
      keys: ['mod+[', ...arrow('ArrowLeft')],
      run: () => history.back(),
    },
    {
      id: 'go.forward',
      label: t('commands.goForward'),
      group: 'goTo',
      icon: IconArrowRight,
      keys: ['mod+]', ...arrow('ArrowRight')],
      run: () => history.forward(),
    },
  ];
}
