import {
  IconArrowBackUp,
  IconBrain,
  IconFlag,
  IconPlayerPlay,
  IconPlayerTrackNext,
  IconStairsUp,
  IconUpload,
  IconWaveSine,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { possibleSteps, useFocus, useStoryActs } from '../features/home/index.ts';
import type { StoryStep } from '../features/home/index.ts';
import type { Command } from './command.ts';

const icons: Readonly<Partial<Record<StoryStep, Icon>>> = {
  train: IconBrain,
  predict: IconPlayerTrackNext,
  drift: IconWaveSine,
  retrain: IconBrain,
  promote: IconFlag,
  rollback: IconArrowBackUp,
};

/** The steps of the story that are possible now, for the model that Home is about. */
export function useStoryCommands(): readonly Command[] {
  const { t } = useTranslation();
  const focus = useFocus();
  const acts = useStoryActs(focus);
  const version = focus.model?.latestVersion?.version ?? '';
  const steps = possibleSteps(focus);
  return [
    ...(focus.isReady && focus.project === null
      ? [
          {
            id: 'story.create',
            label: t('home.steps.create'),
            group: 'actions',
            icon: IconStairsUp,
            run: () => acts.take('create'),
          } as const,
        ]
      : []),
    ...steps.map((step) => ({
      id: `story.${step}`,
      label: t(`home.steps.${step}`, { version }),
      group: 'actions' as const,
      icon: icons[step] ?? IconPlayerPlay,
      ...(focus.model === null ? {} : { hint: focus.model.name }),
      run: () => acts.take(step),
    })),
    {
      id: 'story.ownData',
      label: t('home.useOwn'),
      group: 'actions',
      icon: IconUpload,
      run: acts.openOwnData,
    },
  ];
}
