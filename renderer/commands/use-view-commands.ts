import { useMantineColorScheme } from '@mantine/core';
import {
  IconLanguage,
  IconLayoutSidebarLeftCollapse,
  IconMoon,
  IconRowInsertTop,
  IconSun,
  IconSunMoon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useApp, useStore } from '../app-context.ts';
import { densities, toggleSidebar } from '../settings.ts';
import type { Command } from './command.ts';

/** How the window looks. */
export function useViewCommands(): readonly Command[] {
  const { t } = useTranslation();
  const { settings } = useApp();
  const current = useStore(settings);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const themes = [
    { scheme: 'light', label: t('commands.themeLight'), icon: IconSun },
    { scheme: 'dark', label: t('commands.themeDark'), icon: IconMoon },
    { scheme: 'auto', label: t('commands.themeSystem'), icon: IconSunMoon },
  ] as const;
  const densityLabels = {
    compact: t('commands.densityCompact'),
    standard: t('commands.densityStandard'),
    roomy: t('commands.densityRoomy'),
  };
  const languageLabels = { en: t('commands.languageEn'), sv: t('commands.languageSv') };
  return [
    ...themes.map(({ scheme, label, icon }) => ({
      id: `theme.${scheme}`,
      label,
      group: 'view' as const,
      icon,
      chosen: colorScheme === scheme,
      run: () => setColorScheme(scheme),
    })),
    ...densities.map((density) => ({
      id: `density.${density}`,
      label: densityLabels[density],
      group: 'view' as const,
      icon: IconRowInsertTop,
      chosen: current.density === density,
      run: () => settings.set({ ...settings.get(), density }),
    })),
    ...(['en', 'sv'] as const).map((language) => ({
      id: `language.${language}`,
      label: languageLabels[language],
      group: 'view' as const,
      icon: IconLanguage,
      chosen: current.language === language,
      run: () => settings.set({ ...settings.get(), language }),
    })),
    {
      id: 'sidebar.toggle',
      label: t('commands.toggleSidebar'),
      group: 'view',
      icon: IconLayoutSidebarLeftCollapse,
      keys: ['mod+B'],
      run: () => settings.set(toggleSidebar(settings.get())),
    },
  ];
}
