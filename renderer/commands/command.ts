import type { Icon } from '@tabler/icons-react';

export type CommandGroup = 'goTo' | 'experiments' | 'actions' | 'view' | 'help';

/**
 * One thing a person can ask for. The palette, the shortcuts and the shortcut sheet all read the same list, so that
 * none knows a command that the others do not.
 */
export type Command = {
  /** Stable: tests and menus name commands by it. */
  readonly id: string;
  readonly label: string;
  readonly group: CommandGroup;
  readonly icon: Icon;
  /** Such as `mod+K`. */
  readonly keys?: string;
  /** A key that the page listens to itself, while its list has the focus. */
  readonly pageKeys?: string;
  /** Small text at the right, such as a count. */
  readonly hint?: string;
  /** The choice that holds now, as the theme in use. */
  readonly chosen?: boolean;
  /** Not shown in the palette: it makes no sense there. */
  readonly hidden?: boolean;
  readonly run: () => void;
};
