import type { TFunction } from 'i18next';
import type { MenuItem, Presentation } from '#contract/shell.ts';
import type { Command, CommandGroup } from '../commands/command.ts';
import { toAccelerator } from './accelerator.ts';

type Role = Extract<MenuItem, { kind: 'role' }>['role'];
type Menu = Presentation['menus'][number];
type MenuName = 'app' | 'file' | 'edit' | 'view' | 'go' | 'actions' | 'window' | 'help';

/** One line of the plan of a menu, with what belongs there. */
type Place =
  | '-'
  | { readonly id: string }
  | { readonly role: Role }
  /** All whose id begins so, in a menu of their own. */
  | { readonly each: string; readonly in: 'theme' | 'rows' | 'language' }
  | { readonly recent: true }
  /** All of a group that no plan names. */
  | { readonly rest: CommandGroup };

const line = '-' as const;
const id = (name: string): Place => ({ id: name });
const role = (name: Role): Place => ({ role: name });
const roles = (...names: readonly Role[]): readonly Place[] => names.map(role);

const edit: readonly Place[] = [
  id('edit.undo'),
  id('edit.redo'),
  '-',
  ...roles('cut', 'copy', 'paste', 'pasteAndMatchStyle', 'delete', 'selectAll'),
  '-',
  id('page.filter'),
  id('page.copyLink'),
  id('server.copy'),
];

const view: readonly Place[] = [
  id('help.palette'),
  '-',
  { each: 'theme.', in: 'theme' },
  { each: 'density.', in: 'rows' },
  { each: 'language.', in: 'language' },
  { rest: 'view' },
  '-',
  ...roles('resetZoom', 'zoomIn', 'zoomOut', 'togglefullscreen'),
  '-',
  role('reload'),
  role('toggleDevTools'),
];

const go: readonly Place[] = [id('go.back'), id('go.forward'), '-', { rest: 'goTo' }];
const actions: readonly Place[] = [{ rest: 'page' }, '-', { rest: 'actions' }];

function fileOf(isMac: boolean): readonly Place[] {
  return [
    id('window.new'),
    '-',
    id('workspace.openFolder'),
    { recent: true },
    id('go.workspaces'),
    '-',
    id('workspace.importFile'),
    id('mlflow.import'),
    id('workspace.export'),
    id('mlflow.push'),
    id('workspace.backup'),
    '-',
    ...(isMac ? [role('close')] : [id('go.settings'), line, role('close'), role('quit')]),
  ];
}

const appOfMac: readonly Place[] = [
  id('help.about'),
  '-',
  id('go.settings'),
  '-',
  role('services'),
  '-',
  role('hide'),
  role('hideOthers'),
  role('unhide'),
  '-',
  role('quit'),
];

/** The menus in their order, each with its plan, as the system's people expect them. */
function planFor(isMac: boolean): readonly (readonly [MenuName, readonly Place[]])[] {
  return [
    ...(isMac ? ([['app', appOfMac]] as const) : []),
    ['file', fileOf(isMac)],
    ['edit', edit],
    ['view', view],
    ['go', go],
    ['actions', actions],
    [
      'window',
      isMac ? [role('minimize'), role('zoom'), '-', role('front')] : [role('minimize'), role('close')],
    ],
    ['help', [{ rest: 'help' }]],
  ];
}

export type MenuInput = {
  readonly commands: readonly Command[];
  readonly recent: Presentation['recent'];
  readonly platform: string;
  readonly t: TFunction;
};

/** The menus of the desktop, from the list of commands that the palette shows: each command stands in one place. */
export function buildMenus(input: MenuInput): Menu[] {
  const { commands, t } = input;
  const plan = planFor(input.platform === 'darwin');
  const places = plan.flatMap(([, lines]) => lines).filter((place) => place !== '-');
  const isNamed = (command: Command): boolean =>
    places.some(
      (place) =>
        ('id' in place && place.id === command.id) || ('each' in place && command.id.startsWith(place.each)),
    );
  const others = commands.filter((command) => command.hidden !== true && !isNamed(command));
  return plan
    .map(([name, lines]) => ({
      ...(name === 'app' || name === 'window' || name === 'help' ? { role: name } : {}),
      label: t(`desktop.menus.${name}`),
      items: tidy(lines.flatMap((place) => itemsOf(place, input, others))),
    }))
    .filter(({ items }) => items.length > 0);
}

function itemsOf(place: Place, { commands, recent, t }: MenuInput, others: readonly Command[]): MenuItem[] {
  if (place === '-') return [{ kind: 'separator' }];
  if ('role' in place) return [{ kind: 'role', role: place.role, label: t(`desktop.roles.${place.role}`) }];
  if ('rest' in place) return others.filter(({ group }) => group === place.rest).map(toItem);
  if ('recent' in place) return recent.length === 0 ? [] : [recentMenu(recent, t)];
  if ('id' in place) return commands.filter((command) => command.id === place.id).map(toItem);
  const items = commands.filter((command) => command.id.startsWith(place.each)).map(toItem);
  return items.length === 0 ? [] : [{ kind: 'submenu', label: t(`desktop.menus.${place.in}`), items }];
}

function recentMenu(recent: Presentation['recent'], t: TFunction): MenuItem {
  const items = recent.map(({ path, label }): MenuItem => ({
    kind: 'command',
    id: `workspace.open:${path}`,
    label,
  }));
  return { kind: 'submenu', label: t('desktop.menus.openRecent'), items };
}

function toItem({ id: name, label, keys = [], chosen }: Command): MenuItem {
  const [accelerator] = keys.map(toAccelerator).filter((written) => written !== undefined);
  return {
    kind: 'command',
    id: name,
    label,
    ...(accelerator !== undefined && { keys: accelerator }),
    ...(chosen !== undefined && { checked: chosen }),
  };
}

/** No line at the ends, and none after another. */
function tidy(items: readonly MenuItem[]): MenuItem[] {
  const isLine = (item: MenuItem | undefined): boolean => item === undefined || item.kind === 'separator';
  const single = items.filter((item, index) => !isLine(item) || !isLine(items[index - 1]));
  return isLine(single.at(-1)) ? single.slice(0, -1) : single;
}
