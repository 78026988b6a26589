import {
  IconPlayerPlay,
  IconPlayerSkipBack,
  IconPlayerSkipForward,
  IconPlayerTrackNext,
  IconRefresh,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import type { RunMode } from './run-request.ts';

export const runIcons: Readonly<Record<RunMode, Icon>> = {
  all: IconPlayerPlay,
  only: IconPlayerSkipForward,
  upTo: IconPlayerSkipBack,
  from: IconPlayerTrackNext,
  failed: IconRefresh,
};
