import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconLayoutGrid, IconPlayerPlay } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PipelinePython } from '#contract/pipeline-python.ts';
import type { PipelineProblem, PipelineSummary } from '#contract/pipelines.ts';
import { PipelinePythonState } from '#renderer/features/python/index.ts';
import { useOpenSheet } from '#renderer/parts/side-sheet.tsx';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import { formatDuration } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { Elapsed } from '../elapsed.tsx';
import classes from './list.module.css';
import { PipelineMenu } from './pipeline-menu.tsx';
import { RunSquares } from './run-squares.tsx';
import { ScheduleCell } from './schedule-cell.tsx';

/** One pipeline: what it is, how it went, what starts it, how long it takes, and what can be done with it. */
export const PipelineRow = memo(Row);

type RowProps = {
  readonly pipeline: PipelineSummary;
  /** null until it is known, and for a file with errors */
  readonly python: PipelinePython | null;
};

function Row({ pipeline, python }: RowProps) {
  const { name, problems } = pipeline;
  const errors = problems.filter(({ severity }) => severity === 'error');
  const warnings = problems.length - errors.length;
  return (
    <tr className={classes.row} data-pipeline={name}>
      <th scope="row" className={classes.about}>
        <div className={classes.title}>
          <Link to="/pipelines/$name" params={{ name }} className={classes.name} translate="no" data-row-link>
            {name}
          </Link>
          {errors.length === 0 && warnings > 0 && <Warnings count={warnings} name={name} />}
        </div>
        <div className={classes.second}>
          {errors.length > 0 ? <FileErrors errors={errors} /> : <About pipeline={pipeline} python={python} />}
        </div>
      </th>
      <td>
        <RunSquares pipeline={pipeline} />
      </td>
      <td>
        <ScheduleCell pipeline={pipeline} />
      </td>
      <td className={classes.duration}>
        <DurationCell pipeline={pipeline} />
      </td>
      <td>
        <RowActs pipeline={pipeline} isBroken={errors.length > 0} />
      </td>
    </tr>
  );
}

/** What it does; a Python that is not ready for its tasks stands in the place of that, as errors of the file do. */
function About({ pipeline: { name, description }, python }: RowProps) {
  const isInTheWay = python !== null && python.state !== null && python.state !== 'ready';
  return (
    <>
      {!isInTheWay && description !== '' && (
        <p className={classes.description} translate="no" title={description}>
          {description}
        </p>
      )}
      {python !== null && <PipelinePythonState name={name} python={python} />}
    </>
  );
}

function FileErrors({ errors }: { errors: readonly PipelineProblem[] }) {
  const { t } = useTranslation();
  const [first] = errors;
  return (
    <p className={classes.errors}>
      <StateLabel shape="failed">{t('pipelines.problems', { count: errors.length })}</StateLabel>
      {first !== undefined && (
        <span className={classes.error} title={first.message}>
          {t('pipelines.problemAt', { line: first.line, column: first.column })}:{' '}
          {t(`pipelines.problemCode.${first.code}`)}{' '}
          <span className="mono" translate="no">
            {first.value}
          </span>
        </span>
      )}
    </p>
  );
}

function Warnings({ count, name }: { count: number; name: string }) {
  const { t } = useTranslation();
  return (
    <Link to="/pipelines/$name" params={{ name }} className={classes.warnings}>
      <StateLabel shape="warning">{t('pipelineList.warnings', { count })}</StateLabel>
    </Link>
  );
}

/** How long the last run took, against what is usual. */
function DurationCell({ pipeline: { lastRun, medianMs } }: { pipeline: PipelineSummary }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <>
      <span className={classes.last}>
        {lastRun?.startedAt == null ? (
          <span className="g3">–</span>
        ) : (
          <Elapsed startedAt={lastRun.startedAt} endedAt={lastRun.endedAt} />
        )}
      </span>
      {medianMs !== null && (
        <span className={classes.median} title={t('pipelineList.medianTitle')}>
          {t('pipelineList.median', { time: formatDuration(medianMs, locale) })}
        </span>
      )}
    </>
  );
}

function RowActs({ pipeline, isBroken }: { pipeline: PipelineSummary; isBroken: boolean }) {
  const { t } = useTranslation();
  const openSheet = useOpenSheet();
  const { name } = pipeline;
  return (
    <div className={classes.acts}>
      <Button
        size="compact-xs"
        leftSection={<IconPlayerPlay size={14} stroke={1.5} />}
        aria-label={t('pipelines.runNamed', { name })}
        disabled={isBroken}
        onClick={() => openSheet('run-pipeline', name)}
      >
        {t('pipelines.run')}
      </Button>
      <Tooltip label={t('pipelineList.grid')}>
        <ActionIcon
          size={24}
          aria-label={t('pipelineList.gridOf', { name })}
          renderRoot={(props) => (
            <Link to="/pipelines/$name" params={{ name }} search={{ view: 'grid' }} {...props} />
          )}
        >
          <IconLayoutGrid size={16} stroke={1.5} />
        </ActionIcon>
      </Tooltip>
      <PipelineMenu pipeline={pipeline} />
    </div>
  );
}
