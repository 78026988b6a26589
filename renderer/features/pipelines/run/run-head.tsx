import { ActionIcon, Button, Menu, SegmentedControl, VisuallyHidden } from '@mantine/core';
import { IconDots, IconPlayerPlay, IconPlayerStop, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PipelineRun } from '#contract/pipelines.ts';
import { useApp } from '#renderer/app-context.ts';
import { wordActor } from '#renderer/i18n/word-actor.ts';
import { useNow } from '#renderer/parts/clock.ts';
import { PageHead } from '#renderer/parts/page.tsx';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import { formatMoment, formatSince } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { pipelineRunViews } from '#renderer/search-params.ts';
import { Elapsed } from '../elapsed.tsx';
import { PipelineRunStateLabel } from '../states.tsx';
import { wordRunTrigger } from '../word-trigger.ts';
import { versionsQuery } from '../versions/queries.ts';
import classes from './run.module.css';
import type { RunActs } from './use-run-acts.ts';
import type { RunSelection } from './use-run-selection.ts';

type RunHeadProps = {
  readonly run: PipelineRun;
  readonly selection: RunSelection;
  readonly acts: RunActs;
};

/** Which run it is and how it stands, what is shown of it, and what can be done with it. */
export function RunHead({ run, selection, acts }: RunHeadProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useNow();
  const actor = wordActor(run.actor, t);
  const meta = (
    <span className={classes.meta}>
      <PipelineRunStateLabel state={run.state} />
      <span>
        <Elapsed startedAt={run.startedAt} endedAt={run.endedAt} />
      </span>
      {run.backfillId !== null && <span className="ell">{wordRunTrigger(run, t)}</span>}
      <span className="ell" title={formatMoment(run.queuedAt)}>
        {t('pipelines.startedBy', { at: formatSince(run.queuedAt, now, locale), actor })}
      </span>
    </span>
  );
  return (
    <PageHead title={run.pipeline} meta={meta}>
      <SegmentedControl
        aria-label={t('pipelineRuns.views.label')}
        value={selection.view}
        onChange={selection.setView}
        data={pipelineRunViews.map((view) => ({
          value: view,
          label: view === 'definition' ? <DefinitionLabel run={run} /> : t(`pipelineRuns.views.${view}`),
        }))}
      />
      {acts.isActive && (
        <Button leftSection={<IconPlayerStop size={16} stroke={1.5} />} onClick={acts.stop}>
          {t('pipelines.cancel')}
        </Button>
      )}
      {acts.retryFailed !== null && (
        <Button leftSection={<IconRefresh size={16} stroke={1.5} />} onClick={acts.retryFailed}>
          {t('pipelines.runFailed')}
        </Button>
      )}
      {acts.retryFailed === null && (
        <Button leftSection={<IconPlayerPlay size={16} stroke={1.5} />} onClick={acts.again}>
          {t('pipelines.again')}
        </Button>
      )}
      <RunMenu run={run} task={selection.task?.taskId} acts={acts} hasAgain={acts.retryFailed !== null} />
    </PageHead>
  );
}

/** With a mark where the file says something else by now. */
function DefinitionLabel({ run }: { run: PipelineRun }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { data } = useQuery(versionsQuery(bridge.client, run.pipeline));
  const differs = data !== undefined && data.fileHash !== null && data.fileHash !== run.definitionHash;
  return (
    <span className={classes.marked}>
      {t('pipelineRuns.views.definition')}
      {differs && (
        <span className={classes.mark} title={t('pipelineRuns.definition.fileDiffers')}>
          <StatusGlyph shape="warning" size={12} />
          <VisuallyHidden>{t('pipelineRuns.definition.fileDiffers')}</VisuallyHidden>
        </span>
      )}
    </span>
  );
}

type RunMenuProps = {
  readonly run: PipelineRun;
  readonly task: string | undefined;
  readonly acts: RunActs;
  readonly hasAgain: boolean;
};

function RunMenu({ run, task, acts, hasAgain }: RunMenuProps) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('pipelineRuns.acts.more')} variant="default" className={classes.menuButton}>
          <IconDots size={16} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {hasAgain && <Menu.Item onClick={acts.again}>{t('pipelines.again')}</Menu.Item>}
        <Menu.Item
          renderRoot={(props) => (
            <Link
              to="/pipelines/$name"
              params={{ name: run.pipeline }}
              search={task === undefined ? {} : { task }}
              {...props}
            />
          )}
        >
          {t('pipelineRuns.acts.editor')}
        </Menu.Item>
        <Menu.Item onClick={acts.clone}>{t('pipelineRuns.acts.clone')}</Menu.Item>
        <Menu.Item disabled={acts.isActive} onClick={acts.clear}>
          {t('pipelineRuns.acts.clearRun')}
        </Menu.Item>
        <Menu.Item disabled={acts.isActive} onClick={acts.mark}>
          {t('pipelineRuns.acts.markRun')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
