import { useMantineColorScheme } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import {
  IconActivity,
  IconArrowLeft,
  IconArrowRight,
  IconBell,
  IconBrandPython,
  IconBinaryTree,
  IconCloudUpload,
  IconColumns3,
  IconCommand,
  IconCube,
  IconDatabase,
  IconDatabasePlus,
  IconDatabaseExport,
  IconDatabaseImport,
  IconDeviceFloppy,
  IconFlask,
  IconHistory,
  IconHome,
  IconKeyboard,
  IconLanguage,
  IconLayoutSidebarLeftCollapse,
  IconLink,
  IconMoon,
  IconPlugConnected,
  IconPlus,
  IconRoute,
  IconRowInsertTop,
  IconSitemap,
  IconSun,
  IconSunMoon,
  IconArrowBackUp,
  IconArrowForwardUp,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useApp, useStore } from '../app-context.ts';
import { trackingLine, usualPlace } from '../features/connect/index.ts';
import { experimentListQuery } from '../features/experiments/index.ts';
import { systemInfoQuery } from '../features/system/index.ts';
import { formatBytes } from '../parts/numbers.ts';
import { useOpenSheet } from '../parts/side-sheet.tsx';
import { useAct } from '../parts/use-act.ts';
import { useLocale } from '../parts/use-locale.ts';
import { densities } from '../settings.ts';
import type { Command } from './command.ts';
import { pageCommands } from './page-commands.ts';
import { openPalette } from './palette-store.ts';
import { useGoToCompare } from './use-go-to-compare.ts';
import { useGoToTraces } from './use-go-to-traces.ts';
import { usePlaceCommands } from './use-place-commands.ts';
import { useStoryCommands } from './use-story-commands.ts';

/** Every command of the window, in the order of the palette. */
export function useCommands(): readonly Command[] {
  return [
    ...useStore(pageCommands),
    ...useGoToCommands(),
    ...usePlaceCommands(),
    ...useStoryCommands(),
    ...useExperimentCommands(),
    ...useActionCommands(),
    ...useViewCommands(),
    ...useHelpCommands(),
  ];
}

function useGoToCommands(): readonly Command[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { history } = useRouter();
  const goToCompare = useGoToCompare();
  const goToTraces = useGoToTraces();
  return [
    {
      id: 'go.home',
      label: t('commands.goHome'),
      group: 'goTo',
      icon: IconHome,
      run: () => void navigate({ to: '/' }),
    },
    {
      id: 'go.experiments',
      label: t('commands.goExperiments'),
      group: 'goTo',
      icon: IconFlask,
      run: () => void navigate({ to: '/experiments' }),
    },
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
      id: 'go.pipelines',
      label: t('commands.goPipelines'),
      group: 'goTo',
      icon: IconRoute,
      run: () => void navigate({ to: '/pipelines' }),
    },
    {
      id: 'go.datasets',
      label: t('commands.goDatasets'),
      group: 'goTo',
      icon: IconDatabase,
      run: () => void navigate({ to: '/datasets' }),
    },
    {
      id: 'go.models',
      label: t('commands.goModels'),
      group: 'goTo',
      icon: IconCube,
      run: () => void navigate({ to: '/models' }),
    },
    {
      id: 'go.monitoring',
      label: t('commands.goMonitoring'),
      group: 'goTo',
      icon: IconActivity,
      run: () => void navigate({ to: '/monitoring' }),
    },
    {
      id: 'go.alerts',
      label: t('commands.goAlerts'),
      group: 'goTo',
      icon: IconBell,
      keys: 'mod+shift+M',
      run: () => void navigate({ to: '/alerts' }),
    },
    ...useLineageCommand(),
    {
      id: 'go.activity',
      label: t('commands.goActivity'),
      group: 'goTo',
      icon: IconHistory,
      keys: 'mod+shift+A',
      run: () => void navigate({ to: '/activity' }),
    },
    {
      id: 'go.back',
      label: t('commands.goBack'),
      group: 'goTo',
      icon: IconArrowLeft,
      keys: 'mod+[',
      run: () => history.back(),
    },
    {
      id: 'go.forward',
      label: t('commands.goForward'),
      group: 'goTo',
      icon: IconArrowRight,
      keys: 'mod+]',
      run: () => history.forward(),
    },
  ];
}

function useLineageCommand(): readonly Command[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return [
    {
      id: 'go.lineage',
      label: t('commands.goLineage'),
      group: 'goTo',
      icon: IconSitemap,
      run: () => void navigate({ to: '/lineage' }),
    },
  ];
}

function useExperimentCommands(): readonly Command[] {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const navigate = useNavigate();
  const list = useInfiniteQuery(
    experimentListQuery(bridge.client, { filter: '', view: 'active', order: undefined }),
  );
  const experiments = list.data?.pages.flatMap((page) => page.experiments) ?? [];
  return experiments.map((experiment) => ({
    id: `experiment.${experiment.experimentId}`,
    label: experiment.name,
    group: 'experiments',
    icon: IconFlask,
    hint: t('runs.summary', { count: experiment.runCount }),
    run: () =>
      void navigate({
        to: '/experiments/$experimentId',
        params: { experimentId: experiment.experimentId },
        search: {},
      }),
  }));
}

function useActionCommands(): readonly Command[] {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const navigate = useNavigate();
  const openSheet = useOpenSheet();
  const act = useAct();
  const locale = useLocale();
  const { data: info } = useQuery(systemInfoQuery(bridge.client));

  function copyUri(): void {
    if (info?.trackingUri == null) return;
    const line = trackingLine(usualPlace(info.platform), info.trackingUri);
    void act({ run: () => navigator.clipboard.writeText(line), done: t('toasts.uriCopied') });
  }
  function backUp(): void {
    void act({
      run: () => bridge.client.workspace.backup({}),
      done: ({ bytes }) => t('toasts.backedUp', { size: formatBytes(bytes, locale) }),
    });
  }
  return [
    {
      id: 'experiment.new',
      label: t('commands.newExperiment'),
      group: 'actions',
      icon: IconPlus,
      run: () => void navigate({ to: '/experiments', search: { show: 'new' } }),
    },
    {
      id: 'dataset.add',
      label: t('commands.addDataset'),
      group: 'actions',
      icon: IconDatabasePlus,
      run: () => void navigate({ to: '/datasets', search: { add: 'yes' } }),
    },
    ...(info?.trackingUri == null
      ? []
      : [
          {
            id: 'server.copy',
            label: t('commands.copyUri'),
            group: 'actions',
            icon: IconLink,
            run: copyUri,
          } as const,
          {
            id: 'server.connect',
            label: t('connect.open'),
            group: 'actions',
            icon: IconPlugConnected,
            run: () => openSheet('connect'),
          } as const,
        ]),
    {
      id: 'python.open',
      label: t('commands.python'),
      group: 'actions',
      icon: IconBrandPython,
      run: () => openSheet('python'),
    },
    {
      id: 'workspace.backup',
      label: t('commands.backup'),
      group: 'actions',
      icon: IconDeviceFloppy,
      run: backUp,
    },
    {
      id: 'workspace.export',
      label: t('commands.export'),
      group: 'actions',
      icon: IconDatabaseExport,
      run: () => openSheet('export'),
    },
    {
      id: 'mlflow.import',
      label: t('commands.importMlflow'),
      group: 'actions',
      icon: IconDatabaseImport,
      run: () => openSheet('import-mlflow'),
    },
    {
      id: 'mlflow.push',
      label: t('commands.pushMlflow'),
      group: 'actions',
      icon: IconCloudUpload,
      run: () => openSheet('push-mlflow'),
    },
  ];
}

function useViewCommands(): readonly Command[] {
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
      keys: 'mod+B',
      run: () => settings.set({ ...settings.get(), sidebarCollapsed: !settings.get().sidebarCollapsed }),
    },
  ];
}

function useHelpCommands(): readonly Command[] {
  const { t } = useTranslation();
  const app = useApp();
  const openSheet = useOpenSheet();

  /** What the newest toast offers; when they are gone, what the engine's record of changes knows. */
  function undoLast(): void {
    const { toasts } = app;
    const last = toasts.list.get().findLast((toast) => toast.undo !== null);
    if (last === undefined) return goThroughRecord('undo');
    toasts.dismiss(last.id);
    void last.undo?.();
  }

  function goThroughRecord(direction: 'undo' | 'redo'): void {
    void import('../features/activity/undo-last.ts').then((part) => part.undoLast(app, t, direction));
  }
  return [
    {
      id: 'help.shortcuts',
      label: t('commands.shortcuts'),
      group: 'help',
      icon: IconKeyboard,
      keys: '?',
      run: () => openSheet('shortcuts'),
    },
    {
      id: 'help.palette',
      label: t('commands.palette'),
      group: 'help',
      icon: IconCommand,
      keys: 'mod+K',
      hidden: true,
      run: openPalette,
    },
    {
      id: 'edit.undo',
      label: t('commands.undo'),
      group: 'actions',
      icon: IconArrowBackUp,
      keys: 'mod+Z',
      run: undoLast,
    },
    {
      id: 'edit.redo',
      label: t('commands.redo'),
      group: 'actions',
      icon: IconArrowForwardUp,
      keys: 'mod+shift+Z',
      run: () => goThroughRecord('redo'),
    },
  ];
}
