import { Outlet, useLocation, useSearch } from '@tanstack/react-router';
import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp, useStore } from '../app-context.ts';
import type { Command } from '../commands/command.ts';
import { useCommands } from '../commands/use-commands.ts';
import { useShortcuts } from '../commands/use-shortcuts.ts';
import { ErrorBoundary } from '../parts/error-boundary.tsx';
import { PageProblem } from '../parts/problem-notice.tsx';
import { StatusGlyph } from '../parts/status-glyph.tsx';
import { ToastList } from '../parts/toast-list.tsx';
import classes from './frame.module.css';
import { Sidebar } from './sidebar.tsx';
import { StatusBar } from './status-bar.tsx';
import { TitleBar } from './title-bar.tsx';

const ConnectSheet = lazy(() =>
  import('../features/connect/connect-sheet.tsx').then((part) => ({ default: part.ConnectSheet })),
);
const Palette = lazy(() => import('../commands/palette.tsx').then((part) => ({ default: part.Palette })));
const ExportSheet = lazy(() => import('./export-sheet.tsx').then((part) => ({ default: part.ExportSheet })));
const ImportSheet = lazy(() =>
  import('../features/transfer/import-sheet.tsx').then((part) => ({ default: part.ImportSheet })),
);
const PushSheet = lazy(() =>
  import('../features/transfer/push-sheet.tsx').then((part) => ({ default: part.PushSheet })),
);
const ShortcutSheet = lazy(() =>
  import('./shortcut-sheet.tsx').then((part) => ({ default: part.ShortcutSheet })),
);

const OwnDataSheet = lazy(() =>
  import('../features/home/own-data-sheet.tsx').then((part) => ({ default: part.OwnDataSheet })),
);
const PromoteSheet = lazy(() =>
  import('../features/models/promote-sheet.tsx').then((part) => ({ default: part.PromoteSheet })),
);
const PythonSheet = lazy(() =>
  import('../features/python/python-sheet.tsx').then((part) => ({ default: part.PythonSheet })),
);
const RollbackSheet = lazy(() =>
  import('../features/models/rollback-sheet.tsx').then((part) => ({ default: part.RollbackSheet })),
);
const RunPipelineSheet = lazy(() =>
  import('../features/pipelines/run-pipeline-sheet.tsx').then((part) => ({ default: part.RunPipelineSheet })),
);

/** What stands around every page, and goes on when a page fails. */
export function Frame() {
  const { settings } = useApp();
  const { sidebarCollapsed } = useStore(settings);
  const commands = useCommands();
  useShortcuts(commands);
  return (
    <div className={classes.frame} data-collapsed={sidebarCollapsed || undefined}>
      <TitleBar />
      <Sidebar />
      <main className={classes.sheet}>
        <AccessNotice />
        <GuardedPage />
        <Suspense>
          <OpenSheet commands={commands} />
        </Suspense>
      </main>
      <StatusBar />
      <ToastList />
      <Suspense>
        <Palette commands={commands} />
      </Suspense>
    </div>
  );
}

/** The sheet that the address asks for, over whatever page is open. */
function OpenSheet({ commands }: { commands: readonly Command[] }) {
  const { sheet, about = '', version } = useSearch({ strict: false });
  switch (sheet) {
    case undefined:
      return null;
    case 'connect':
      return <ConnectSheet experiment={about} />;
    case 'import-mlflow':
      return <ImportSheet />;
    case 'push-mlflow':
      return <PushSheet />;
    case 'export':
      return <ExportSheet />;
    case 'shortcuts':
      return <ShortcutSheet commands={commands} />;
    case 'own-data':
      return <OwnDataSheet />;
    case 'promote':
      return version === undefined ? null : <PromoteSheet key={version} name={about} version={version} />;
    case 'rollback':
      return <RollbackSheet name={about} />;
    case 'python':
      return <PythonSheet />;
    case 'run-pipeline':
      return <RunPipelineSheet key={about} name={about} />;
  }
}

/** After a restart the engine no longer knows this browser; what was read stays on screen below. */
function AccessNotice() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  if (useStore(bridge.connection) !== 'unauthorized') return null;
  return (
    <p className={classes.notice} role="status">
      <StatusGlyph shape="warning" />
      {t('frame.addressUsedUp')}
    </p>
  );
}

function GuardedPage() {
  const { t } = useTranslation();
  const path = useLocation({ select: (location) => location.pathname });
  return (
    <ErrorBoundary
      resetKey={path}
      fallback={(error, retry) => <PageProblem title={t('frame.pageFailed')} error={error} onRetry={retry} />}
    >
      <Outlet />
    </ErrorBoundary>
  );
}
