import { Outlet, useLocation, useSearch } from '@tanstack/react-router';
import { Suspense } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp, useStore } from '../app-context.ts';
import { useEarlyKeys } from '../commands/early-keys.ts';
import { ErrorBoundary } from '../parts/error-boundary.tsx';
import { pipelineSheets } from '../search-params.ts';
import type { PipelineSheetName, Sheet } from '../search-params.ts';
import { LatePart } from '../parts/late-part.tsx';
import { lazyPart } from '../parts/lazy-part.ts';
import { StatusGlyph } from '../parts/status-glyph.tsx';
import { ToastList } from '../parts/toast-list.tsx';
import classes from './frame.module.css';
import { PageFailed } from './page-failed.tsx';
import { Sidebar } from './sidebar.tsx';
import { StatusBar } from './status-bar.tsx';
import { TitleBar } from './title-bar.tsx';
import { useIsCollapsed } from './use-is-collapsed.ts';
import { useWarmPages } from './use-warm-pages.ts';

const ConnectSheet = lazyPart(() => import('../features/connect/connect-sheet.tsx'), 'ConnectSheet');
const CommandCentre = lazyPart(() => import('../commands/command-centre.tsx'), 'CommandCentre');
const DropZone = lazyPart(() => import('../drop/drop-zone.tsx'), 'DropZone');
const ExportSheet = lazyPart(() => import('./export-sheet.tsx'), 'ExportSheet');
const ImportSheet = lazyPart(() => import('../features/transfer/import-sheet.tsx'), 'ImportSheet');
const PushSheet = lazyPart(() => import('../features/transfer/push-sheet.tsx'), 'PushSheet');
const OwnDataSheet = lazyPart(() => import('../features/home/own-data-sheet.tsx'), 'OwnDataSheet');
const PromoteSheet = lazyPart(() => import('../features/models/promote-sheet.tsx'), 'PromoteSheet');
const PythonSheet = lazyPart(() => import('../features/python/python-sheet.tsx'), 'PythonSheet');
const RollbackSheet = lazyPart(() => import('../features/models/rollback-sheet.tsx'), 'RollbackSheet');
const PipelineSheet = lazyPart(() => import('../features/pipelines/pipeline-sheet.tsx'), 'PipelineSheet');

/** What stands around every page, and goes on when a page fails. */
export function Frame() {
  const isCollapsed = useIsCollapsed();
  useEarlyKeys();
  useWarmPages();
  return (
    <div className={classes.frame} data-collapsed={isCollapsed || undefined}>
      <TitleBar />
      <Sidebar />
      <main className={classes.sheet}>
        <AccessNotice />
        <Guarded>
          <Outlet />
        </Guarded>
        <Guarded>
          <Suspense>
            <OpenSheet />
          </Suspense>
        </Guarded>
        {/* In here for its sheet of shortcuts, which lies over the page like every other sheet. */}
        <LatePart>
          <CommandCentre />
        </LatePart>
      </main>
      <StatusBar />
      <LatePart>
        <DropZone />
      </LatePart>
      <ToastList />
    </div>
  );
}

/** The sheet that the address asks for, over whatever page is open. */
function OpenSheet() {
  const { sheet, about = '', version } = useSearch({ strict: false });
  if (isOfPipeline(sheet)) return <PipelineSheet sheet={sheet} about={about} />;
  switch (sheet) {
    case undefined:
      return null;
    case 'shortcuts':
      // The centre of commands shows this one, since it knows them all.
      return null;
    case 'connect':
      return <ConnectSheet experiment={about} />;
    case 'import-mlflow':
      return <ImportSheet key={about} from={about} />;
    case 'push-mlflow':
      return <PushSheet />;
    case 'export':
      return <ExportSheet />;
    case 'own-data':
      return <OwnDataSheet />;
    case 'promote':
      return version === undefined ? null : <PromoteSheet key={version} name={about} version={version} />;
    case 'rollback':
      return <RollbackSheet name={about} />;
    case 'python':
      return <PythonSheet />;
  }
}

function isOfPipeline(sheet: Sheet | undefined): sheet is PipelineSheetName {
  return pipelineSheets.some((one) => one === sheet);
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

/** A page, or a sheet over it, that throws is told of in its own place. */
function Guarded({ children }: { children: ReactNode }) {
  const path = useLocation({ select: (location) => location.pathname });
  return (
    <ErrorBoundary resetKey={path} fallback={(error, retry) => <PageFailed error={error} onRetry={retry} />}>
      {children}
    </ErrorBoundary>
  );
}
