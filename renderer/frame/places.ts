import type { LinkProps } from '@tanstack/react-router';
import {
  IconActivity,
  IconBell,
  IconCube,
  IconDatabase,
  IconFlask,
  IconHistory,
  IconHome,
  IconRoute,
  IconSettings,
  IconSitemap,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';

/** A place of the sidebar: its name is the word `frame.<id>`. */
export type Place = {
  readonly id:
    | 'home'
    | 'experiments'
    | 'pipelines'
    | 'datasets'
    | 'models'
    | 'monitoring'
    | 'alerts'
    | 'lineage'
    | 'activity'
    | 'settings';
  readonly to: LinkProps['to'];
  readonly icon: Icon;
  /** A key of its own besides its number. */
  readonly keys?: readonly string[];
};

/** The places in the order of the sidebar. The first nine answer to Mod and their number. */
export const places: readonly Place[] = [
  { id: 'home', to: '/', icon: IconHome },
  { id: 'experiments', to: '/experiments', icon: IconFlask },
  { id: 'pipelines', to: '/pipelines', icon: IconRoute },
  { id: 'datasets', to: '/datasets', icon: IconDatabase },
  { id: 'models', to: '/models', icon: IconCube },
  { id: 'monitoring', to: '/monitoring', icon: IconActivity },
  { id: 'alerts', to: '/alerts', icon: IconBell, keys: ['mod+shift+M'] },
  { id: 'lineage', to: '/lineage', icon: IconSitemap },
  { id: 'activity', to: '/activity', icon: IconHistory, keys: ['mod+shift+A'] },
  { id: 'settings', to: '/settings', icon: IconSettings, keys: ['mod+,'] },
];

/** All keys that lead to a place: its number first. */
export function keysOfPlace(place: Place): readonly string[] {
  const number = places.indexOf(place) + 1;
  return [...(number <= 9 ? [`mod+${String(number)}`] : []), ...(place.keys ?? [])];
}
