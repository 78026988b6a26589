import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { SystemInfo } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import '#renderer/i18n/late/places-words.ts';
import { PageHead } from '#renderer/parts/page.tsx';
import { Panel } from '#renderer/parts/panel.tsx';
import { InlineProblem, PageProblem } from '#renderer/parts/problem-notice.tsx';
import { useOpenSheet } from '#renderer/parts/side-sheet.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { systemInfoQuery } from '../system/index.ts';
import { FolderForm } from './folder-form.tsx';
import { HealthList } from './health-list.tsx';
import { ImportPanel } from './import-panel.tsx';
import { folderQuery } from './queries.ts';
import { RecentPanel } from './recent-panel.tsx';
import { WorkshopPanel } from './workshop-panel.tsx';
import classes from './workspaces.module.css';

const route = getRouteApi('/welcome');

/** Where to work: a workspace that was open before, another folder, or a new one; and whether this machine is fit. */
export function WelcomePage() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const info = useQuery(systemInfoQuery(bridge.client));
  return (
    <>
      <PageHead title={t('welcome.title')} meta={info.data && t('welcome.open', info.data.workspace)} />
      {info.data === undefined ? (
        info.isError ? (
          <PageProblem
            title={t('welcome.loadFailed')}
            error={info.error}
            onRetry={() => void info.refetch()}
          />
        ) : (
          <StillBars />
        )
      ) : (
        <Choices info={info.data} />
      )}
    </>
  );
}

function Choices({ info }: { info: SystemInfo }) {
  const { t } = useTranslation();
  const openSheet = useOpenSheet();
  const { folder = '', import: archive } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <div className={classes.page} role="region" aria-label={t('welcome.title')} tabIndex={0}>
      {archive !== undefined && (
        <div className={classes.first}>
          <ImportPanel
            key={archive}
            info={info}
            known={archive}
            onClose={() => void navigate({ search: (now) => ({ ...now, import: undefined }) })}
          />
        </div>
      )}
      <div className={classes.cards}>
        <WorkshopPanel info={info} isFirst={archive === undefined} />
        <FolderForm key={folder} info={info} known={folder} />
        <Panel title={t('welcome.scripts')}>
          <div className={classes.card}>
            <p className="g2">{t('welcome.scriptsText')}</p>
            <p className="g2">{t('welcome.importText')}</p>
            <span className="grow" />
            <div className={classes.acts}>
              <Button onClick={() => openSheet('connect')}>{t('connect.open')}</Button>
              <Button onClick={() => openSheet('import-mlflow')}>{t('welcome.import')}</Button>
              <Button onClick={() => void navigate({ search: (now) => ({ ...now, import: '' }) })}>
                {t('welcome.fromArchive')}
              </Button>
            </div>
          </div>
        </Panel>
      </div>
      <div className={classes.columns}>
        <RecentPanel />
        <MachinePanel info={info} />
      </div>
    </div>
  );
}

/** What can get in the way on this machine, before it does. */
function MachinePanel({ info }: { info: SystemInfo }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const report = useQuery(folderQuery(bridge.client, ''));
  // To ask every Python who it is takes seconds; what is known of the folder is there at once.
  const folder = useQuery(folderQuery(bridge.client, info.workspace.path));
  const known = report.data ?? folder.data;
  return (
    <Panel
      title={t('welcome.machine')}
      aside={
        <Button size="compact-xs" disabled={report.isFetching} onClick={() => void report.refetch()}>
          {t('welcome.again')}
        </Button>
      }
    >
      {report.isError ? (
        <InlineProblem error={report.error} />
      ) : known === undefined ? (
        <StillBars rows={5} />
      ) : (
        <>
          <HealthList checks={known.checks} label={t('welcome.machine')} />
          {report.data === undefined && <StillBars rows={5} />}
        </>
      )}
    </Panel>
  );
}
