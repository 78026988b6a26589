import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Experiment } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { EditInPlace } from '#renderer/parts/edit-in-place.tsx';
import { Facts, Inspector, Section } from '#renderer/parts/inspector.tsx';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { PurgeConfirm } from '#renderer/parts/purge-confirm.tsx';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { TagEditor } from '#renderer/parts/tag-editor.tsx';
import { ActivityList } from '../activity/index.ts';
import classes from './experiment-panel.module.css';
import { experimentPurgeQuery, experimentQuery } from './queries.ts';
import { useExperimentActs } from './use-experiment-acts.ts';

type ExperimentPanelProps = {
  readonly experimentId: string;
  readonly onClose: () => void;
  /** On the page of its runs the way there is left out. */
  readonly onRunsPage?: boolean;
};

/** Everything about one experiment that is not its runs. */
export function ExperimentPanel({ experimentId, onClose, onRunsPage = false }: ExperimentPanelProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const acts = useExperimentActs();
  const query = useQuery(experimentQuery(bridge.client, experimentId));
  const experiment = query.data;
  if (experiment === undefined) {
    return (
      <Inspector label={t('experiments.lead')} lead={t('experiments.lead')} onClose={onClose}>
        {query.isError ? (
          <div className={classes.problem}>
            <InlineProblem error={query.error} />
          </div>
        ) : (
          <StillBars rows={4} />
        )}
      </Inspector>
    );
  }
  const isDeleted = experiment.lifecycle === 'deleted';
  return (
    <Inspector
      label={`${t('experiments.lead')} ${experiment.name}`}
      lead={
        <EditInPlace
          value={experiment.name}
          label={t('experiments.name')}
          disabled={isDeleted}
          onSave={(name) => acts.rename(experiment, name)}
        />
      }
      onClose={onClose}
      foot={<ExperimentFoot experiment={experiment} onClose={onClose} onRunsPage={onRunsPage} />}
    >
      <ExperimentFacts experiment={experiment} />
      <TagEditor
        tags={experiment.tags}
        disabled={isDeleted}
        onSet={(tag, before) => acts.setTag(experiment, tag, before)}
        onDelete={(tag) => acts.deleteTag(experiment, tag)}
      />
      <Section title={t('run.activity')}>
        <div className={classes.activity}>
          <ActivityList kind="experiment" id={experimentId} />
        </div>
      </Section>
    </Inspector>
  );
}

function ExperimentFacts({ experiment }: { experiment: Experiment }) {
  const { t } = useTranslation();
  return (
    <Facts
      facts={[
        [t('experiments.id'), <IdWithCopy key="id" id={experiment.experimentId} />],
        [t('experiments.created'), <RelativeTime key="created" at={experiment.createdAt} />],
        [t('experiments.changed'), <RelativeTime key="changed" at={experiment.updatedAt} />],
        [
          t('experiments.location'),
          <span key="location" className="mono">
            {experiment.artifactLocation}
          </span>,
        ],
      ]}
    />
  );
}

function IdWithCopy({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <span className={classes.id}>
      <span className="mono">{id}</span>
      <CopyButton text={id} label={t('actions.copy')} />
    </span>
  );
}

function ExperimentFoot({
  experiment,
  onClose,
  onRunsPage,
}: {
  experiment: Experiment;
  onClose: () => void;
  onRunsPage: boolean;
}) {
  const { t } = useTranslation();
  const acts = useExperimentActs();
  const [confirming, setConfirming] = useState(false);
  if (confirming)
    return (
      <PurgeExperiment experiment={experiment} onClose={onClose} onCancel={() => setConfirming(false)} />
    );
  if (experiment.lifecycle === 'deleted') {
    return (
      <>
        <Button onClick={() => void acts.restore(experiment)}>{t('actions.restore')}</Button>
        <Button data-danger onClick={() => setConfirming(true)}>
          {t('actions.deleteForGood')}
        </Button>
      </>
    );
  }
  return (
    <>
      {!onRunsPage && (
        <Button
          variant="filled"
          renderRoot={(props) => (
            <Link
              to="/experiments/$experimentId"
              params={{ experimentId: experiment.experimentId }}
              search={{}}
              {...props}
            />
          )}
        >
          {t('experiments.openRuns')}
        </Button>
      )}
      <Button onClick={() => void acts.remove(experiment)}>{t('actions.delete')}</Button>
    </>
  );
}

type PurgeExperimentProps = {
  readonly experiment: Experiment;
  readonly onClose: () => void;
  readonly onCancel: () => void;
};

function PurgeExperiment({ experiment, onClose, onCancel }: PurgeExperimentProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const acts = useExperimentActs();
  const preview = useQuery(experimentPurgeQuery(bridge.client, experiment.experimentId));
  return (
    <PurgeConfirm
      report={preview.data}
      error={preview.error}
      deed={t('purge.confirmExperiment', { name: experiment.name })}
      onCancel={onCancel}
      onConfirm={() => {
        // Closed first: the details of what is gone could only show that it is gone.
        onClose();
        void acts.purge(experiment);
      }}
    />
  );
}
