import type { Command } from './command.ts';
import { useActionCommands } from './use-action-commands.ts';
import { useDesktopCommands } from './use-desktop-commands.ts';
import { useGoToCommands } from './use-go-to-commands.ts';
import { useHelpCommands } from './use-help-commands.ts';
import { usePlaceCommands } from './use-place-commands.ts';
import { useStoryCommands } from './use-story-commands.ts';
import { useViewCommands } from './use-view-commands.ts';

/** Every command of the window that belongs to no page, in the order of the palette. */
export function useCommands(): readonly Command[] {
  return [
    ...useGoToCommands(),
    ...usePlaceCommands(),
    ...useStoryCommands(),
    ...useActionCommands(),
    ...useViewCommands(),
    ...useHelpCommands(),
    ...useDesktopCommands(),
  ];
}
