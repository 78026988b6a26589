import { Button, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconChevronDown } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Run, RunStatus } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import { EditInPlace } from '#renderer/parts/edit-in-place.tsx';
import { Inspector } from '#renderer/parts/inspector.tsx';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { PurgeConfirm } from '#renderer/parts/purge-confirm.tsx';
import { StatusLabel } from '#renderer/parts/status-glyph.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { TabList } from '#renderer/parts/tab-list.tsx';
import { ActivityList } from '../activity/index.ts';
import { runPurgeQuery, runQuery } from './queries.ts';
import { RunArtifacts } from './run-artifacts.tsx';
import { RunOverview } from './run-overview.tsx';
import classes from './run-panel.module.css';
import { useRunActs } from './use-run-acts.ts';

type Tab = 'artifacts' | 'activity' | undefined;
type RunPanelProps = {
  readonly runId: string;
  readonly tab: Tab;
  readonly onTab: (tab: Tab) => void;
  readonly onClose: () => void;
};

/** Everything about one run. */
export function RunPanel({ runId, tab, onTab, onClose }: RunPanelProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const acts = useRunActs();
  const query = useQuery(runQuery(bridge.client, runId));
  const run = query.data;
  if (run === undefined || query.isError) {
    return (
      <Inspector label={t('run.lead')} lead={t('run.lead')} onClose={onClose}>
        {query.isError ? (
          <div className={classes.problem}>
            <InlineProblem error={query.error} />
          </div>
        ) : (
          <StillBars rows={6} />
        )}
      </Inspector>
    );
  }
  const isDeleted = run.lifecycle === 'deleted';
  return (
    <Inspector
      label={`${t('run.lead')} ${run.name}`}
      lead={
        <EditInPlace
          value={run.name}
          label={t('run.nameLabel')}
          disabled={isDeleted}
          onSave={(name) => acts.rename(run, name)}
        />
      }
      onClose={onClose}
      foot={<RunFoot run={run} onClose={onClose} />}
    >
      <RunTabs tab={tab} onTab={onTab} />
      {isDeleted && <p className={classes.notice}>{t('run.deleted')}</p>}
      <div role="tabpanel" aria-label={tab === undefined ? t('run.overview') : t(`run.${tab}`)}>
        {tab === undefined && <RunOverview run={run} />}
        {tab === 'artifacts' && <RunArtifacts run={run} />}
        {tab === 'activity' && <ActivityList kind="run" id={runId} />}
      </div>
    </Inspector>
  );
}

function RunTabs({ tab, onTab }: Pick<RunPanelProps, 'tab' | 'onTab'>) {
  const { t } = useTranslation();
  const tabs = [
    { id: undefined, label: t('run.overview') },
    { id: 'artifacts', label: t('run.artifacts') },
    { id: 'activity', label: t('run.activity') },
  ] as const;
  return <TabList label={t('run.tabs')} tabs={tabs} current={tab} onChange={onTab} />;
}

const settable: readonly RunStatus[] = ['FINISHED', 'FAILED', 'KILLED', 'SCHEDULED', 'RUNNING'];

function RunFoot({ run, onClose }: { run: Run; onClose: () => void }) {
  const { t } = useTranslation();
  const acts = useRunActs();
  const [confirming, setConfirming] = useState(false);
  const ids = [run.runId];
  if (confirming)
    return <PurgeRun runId={run.runId} onClose={onClose} onCancel={() => setConfirming(false)} />;
  if (run.lifecycle === 'deleted') {
    return (
      <>
        <Button onClick={() => void acts.restore(ids)}>{t('actions.restore')}</Button>
        <Button data-danger onClick={() => setConfirming(true)}>
          {t('actions.deleteForGood')}
        </Button>
      </>
    );
  }
  return (
    <>
      <Button
        renderRoot={(props) => (
          <Link
            to="/experiments/$experimentId/runs/$runId"
            params={{ experimentId: run.experimentId, runId: run.runId }}
            {...props}
          />
        )}
      >
        {t('run.open')}
      </Button>
      <Menu position="top-start">
        <Menu.Target>
          <Button rightSection={<IconChevronDown size={14} stroke={1.5} />}>{t('runs.setStatus')}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {settable
            .filter((status) => status !== run.status)
            .map((status) => (
              <Menu.Item key={status} onClick={() => void acts.setStatus(ids, status)}>
                <StatusLabel status={status} />
              </Menu.Item>
            ))}
        </Menu.Dropdown>
      </Menu>
      <Button onClick={() => void acts.remove(ids)}>{t('actions.delete')}</Button>
    </>
  );
}

function PurgeRun({
  runId,
  onClose,
  onCancel,
}: {
  runId: string;
  onClose: () => void;
  onCancel: () => void;
}) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const acts = useRunActs();
  const preview = useQuery(runPurgeQuery(bridge.client, runId));
  return (
    <PurgeConfirm
      report={preview.data}
      error={preview.error}
      deed={t('purge.confirmRuns', { count: 1 })}
      onCancel={onCancel}
      onConfirm={() => {
        // Closed first: the details of what is gone could only show that it is gone.
        onClose();
        void acts.purge([runId]);
      }}
    />
  );
}
