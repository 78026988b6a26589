import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { TransferJob } from '#contract/transfer.ts';
import { useApp } from '#renderer/app-context.ts';
import form from '#renderer/parts/data-form.module.css';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import { useAct } from '#renderer/parts/use-act.ts';
import { storedProblem } from '#renderer/bridge/problems.ts';
import { wordProblem } from '#renderer/i18n/word-problem.ts';
import { CountsList } from './counts-list.tsx';
import { RemarkList } from './remark-list.tsx';
import { transferJobQuery } from './queries.ts';
import classes from './transfer.module.css';

/** A transfer while it works, and what it has left behind when it is over. */
export function TransferProgress({ jobId, onAgain }: { jobId: number; onAgain: () => void }) {
  const { bridge } = useApp();
  const job = useQuery(transferJobQuery(bridge.client, jobId));
  if (job.isError) return <InlineProblem error={job.error} />;
  if (job.data === undefined) return null;
  return job.data.state === 'running' ? (
    <Working job={job.data} />
  ) : (
    <Over job={job.data} onAgain={onAgain} />
  );
}

function Working({ job }: { job: TransferJob }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const act = useAct();
  const { phase, done, total } = job.progress;
  return (
    <>
      <p className={form.progress} role="status">
        <span>{t(`transfer.phases.${phase}`)}</span>
        <progress
          className={form.bar}
          {...(total !== null && {
            max: Math.max(total.runs + total.versions, 1),
            value: done.runs + done.versions,
          })}
          aria-label={t(`transfer.phases.${phase}`)}
        />
      </p>
      <CountsList title={t(`transfer.fresh.${job.direction}`)} counts={done} />
      <div className="row">
        <Button
          onClick={() =>
            void act({
              run: () => bridge.client.transfer.cancel({ jobId: job.jobId }),
              done: t('transfer.canceled'),
            })
          }
        >
          {t('transfer.cancel')}
        </Button>
      </div>
    </>
  );
}

const glyphs = {
  done: 'finished',
  failed: 'failed',
  canceled: 'stopped',
  interrupted: 'stopped',
  running: 'running',
} as const;

function Over({ job, onAgain }: { job: TransferJob; onAgain: () => void }) {
  const { t } = useTranslation();
  const { report, error, state, direction } = job;
  return (
    <>
      <p className={classes.state} role="status">
        <StatusGlyph shape={glyphs[state]} />
        {t(`transfer.states.${state}`)}
      </p>
      {error !== null && <p className="g2">{wordProblem(storedProblem(error), t)}</p>}
      {report !== null && (
        <>
          <CountsList title={t(`transfer.fresh.${direction}`)} counts={report.fresh} />
          <CountsList title={t('transfer.changed')} counts={report.changed} />
          <CountsList title={t('transfer.same')} counts={report.same} />
          {report.verified !== null && <CountsList title={t('transfer.verified')} counts={report.verified} />}
          <RemarkList remarks={report.remarks} count={report.remarkCount} jobId={job.jobId} />
        </>
      )}
      <div className="row">
        <Button onClick={onAgain}>{t(state === 'done' ? 'transfer.another' : 'transfer.again')}</Button>
      </div>
    </>
  );
}
