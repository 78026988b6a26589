import { useMantineColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Presentation } from '#contract/shell.ts';
import type { RecentWorkspace } from '#contract/workspaces.ts';
import { useApp } from '../app-context.ts';
import type { Command } from '../commands/command.ts';
import { recentQuery } from '../features/workspaces/index.ts';
import { buildMenus } from './menu-model.ts';
import { useShellAct } from './use-shell-act.ts';

/** A page that is just opening gives its commands one after the other, in ms. */
const settleMs = 150;
const mostRecent = 10;
/** What the dock's menu, the tray and the jump list offer. */
const shortcuts = ['window.new', 'go.experiments', 'go.alerts', 'go.jobs'];

/** Keeps the desktop's menus, theme and words as those of the window; says so only when something changed. */
export function usePresentation(commands: readonly Command[]): void {
  const { t, i18n } = useTranslation();
  const { bridge, host, platform } = useApp();
  const { colorScheme } = useMantineColorScheme();
  const recent = useQuery(recentQuery(bridge.client));
  const shellAct = useShellAct();
  const sent = useRef('');
  const known = listRecent(recent.data ?? []);
  const presentation: Presentation = {
    language: i18n.language === 'sv' ? 'sv' : 'en',
    theme: colorScheme === 'auto' ? 'system' : colorScheme,
    menus: buildMenus({ commands, recent: known, platform, t }),
    shortcuts: commands.filter(({ id }) => shortcuts.includes(id)).map(({ id, label }) => ({ id, label })),
    recent: known,
    words: wordShell(t),
  };
  const said = JSON.stringify(presentation);
  const present = useEffectEvent(() => {
    sent.current = said;
    shellAct(() => host.ask('present', presentation));
  });
  useEffect(() => {
    if (said === sent.current) return;
    const timer = setTimeout(present, settleMs);
    return () => clearTimeout(timer);
  }, [said]);
}

/** Those that are still there and not open; two of one name are told apart by their folders. */
function listRecent(workspaces: readonly RecentWorkspace[]): Presentation['recent'] {
  const shown = workspaces.filter(({ exists, isOpen }) => exists && !isOpen).slice(0, mostRecent);
  return shown.map(({ path, name }) => {
    const isAlone = shown.filter((other) => other.name === name).length === 1;
    return { path, label: (isAlone ? name : `${name} – ${path}`).slice(0, 300) };
  });
}

function wordShell(t: TFunction): Presentation['words'] {
  return {
    openLinkQuestion: t('desktop.shell.openLinkQuestion'),
    openLink: t('desktop.shell.openLink'),
    cancel: t('actions.cancel'),
    show: t('desktop.shell.show'),
    quit: t('desktop.roles.quit'),
  };
}
