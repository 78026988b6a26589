import type { Icon } from '@tabler/icons-react';

/** `page` are those of the page that is open. */
export type CommandGroup = 'page' | 'goTo' | 'actions' | 'view' | 'help';

/**
 * One thing a person can ask for. The palette, the shortcuts, the shortcut sheet and menus all read the same list, so
 * that none knows a command that the others do not.
 */
export type Command = {
  /** Stable: tests and menus name commands by it. */
  readonly id: string;
  readonly label: string;
  readonly group: CommandGroup;
  readonly icon: Icon;
  /** Such as `mod+K`; the first is the one that is told of beside the name. */
  readonly keys?: readonly string[];
  /** Small text at the right, such as a count. */
  readonly hint?: string;
  /** The choice that holds now, as the theme in use. */
  readonly chosen?: boolean;
  /** Not shown in the palette: it makes no sense there. */
  readonly hidden?: boolean;
  /** Asked at the moment of the key; where it says no, the key is left to the browser. Left out: always. */
  readonly isPossible?: () => boolean;
  readonly run: () => void;
};
