import '#renderer/i18n/late/jobs-words.ts';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job } from '#contract/jobs.ts';
import type { ShellInput } from '#contract/shell.ts';
import { useApp, useStore } from '../app-context.ts';
import { JobProgress, jobListQuery, useJobName } from '../features/jobs/index.ts';
import { StatusGlyph } from '../parts/status-glyph.tsx';
import { uploadsRunning } from '../parts/uploads.ts';
import classes from './dialog.module.css';
import { onlyRunning, readRunningJobs } from './running-jobs.ts';
import { useHostEvent } from './use-host-event.ts';
import { useShellAct } from './use-shell-act.ts';

type Answer = ShellInput<'answerClose'>['answer'];

/** Before the window takes running work with it, a person decides. Where nothing runs, nobody is asked. */
export function Closing() {
  const { bridge, host } = useApp();
  const [atFirst, setAtFirst] = useState<readonly Job[] | null>(null);
  const shellAct = useShellAct();
  const answer = (chosen: Answer): void => shellAct(() => host.ask('answerClose', { answer: chosen }));

  async function consider(): Promise<void> {
    if (atFirst !== null) return answer('asking');
    const jobs = await readRunningJobs(bridge.client);
    if (jobs.length === 0 && uploadsRunning.get() === 0) return answer('close');
    answer('asking');
    setAtFirst(jobs);
  }
  useHostEvent('closing', () => void consider());
  if (atFirst === null) return null;
  function end(chosen: Answer): void {
    setAtFirst(null);
    answer(chosen);
  }
  return <ClosingDialog atFirst={atFirst} onEnd={end} />;
}

function ClosingDialog({ atFirst, onEnd }: { atFirst: readonly Job[]; onEnd: (chosen: Answer) => void }) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  const chosen = useRef<Answer>('stay');
  const jobs = useRunning(atFirst);
  const uploads = useStore(uploadsRunning);
  const end = (answer: Answer): void => {
    chosen.current = answer;
    // The focus goes back to where it was before the dialog is gone.
    dialog.current?.close();
  };
  const stopping = useStopping(jobs, () => end('close'));
  const isOver = jobs.length === 0 && uploads === 0;
  const title = useTitle(jobs, uploads);
  useEffect(() => {
    dialog.current?.showModal();
    first.current?.focus();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={classes.dialog}
      aria-labelledby="stile-closing"
      onClose={() => onEnd(chosen.current)}
    >
      <h2 id="stile-closing" className={classes.title}>
        {isOver ? t('desktop.closing.over') : title}
      </h2>
      {!isOver && <p className="g2">{t('desktop.closing.text')}</p>}
      <RunningList jobs={jobs} uploads={uploads} />
      {stopping.state !== 'no' && !isOver && (
        <p className="g3 sm" role="status">
          {t(`desktop.closing.${stopping.state}`, { count: jobs.length })}
        </p>
      )}
      <div className={classes.foot}>
        <Button variant="subtle" onClick={() => end('stay')}>
          {t('actions.cancel')}
        </Button>
        {isOver ? (
          <Button variant="filled" onClick={() => end('close')}>
            {t('desktop.roles.quit')}
          </Button>
        ) : (
          <>
            <StopButton stopping={stopping} jobs={jobs} onQuit={() => end('close')} />
            <Button ref={first} variant="filled" onClick={() => end('background')}>
              {t('desktop.closing.background')}
            </Button>
          </>
        )}
      </div>
    </dialog>
  );
}

function StopButton(props: { stopping: Stopping; jobs: readonly Job[]; onQuit: () => void }) {
  const { t } = useTranslation();
  const { stopping, jobs, onQuit } = props;
  if (jobs.length === 0 || stopping.state === 'slow')
    return (
      <Button data-danger onClick={onQuit}>
        {t('desktop.closing.anyway')}
      </Button>
    );
  const isOfRuns = jobs.every(({ kind }) => kind === 'pipeline_run');
  return (
    <Button data-danger disabled={stopping.state === 'stopping'} onClick={stopping.start}>
      {t(isOfRuns ? 'desktop.closing.stopRuns' : 'desktop.closing.stopJobs')}
    </Button>
  );
}

function RunningList({ jobs, uploads }: { jobs: readonly Job[]; uploads: number }) {
  const { t } = useTranslation();
  const nameOf = useJobName();
  return (
    <ul className={classes.list}>
      {jobs.map((job) => (
        <li key={job.jobId} className={classes.line}>
          <StatusGlyph shape="running" />
          <span className="grow ell" title={nameOf(job)}>
            {nameOf(job)}
          </span>
          <JobProgress job={job} />
        </li>
      ))}
      {uploads > 0 && (
        <li className={classes.line}>
          <StatusGlyph shape="running" />
          {t('desktop.closing.uploads', { count: uploads })}
        </li>
      )}
    </ul>
  );
}

/** What runs now; what was read when the shell asked, until the window's own list has come. */
function useRunning(atFirst: readonly Job[]): readonly Job[] {
  const { bridge } = useApp();
  const { data, dataUpdatedAt } = useQuery(jobListQuery(bridge.client));
  const [openedAt] = useState(() => Date.now());
  return data !== undefined && dataUpdatedAt > openedAt ? onlyRunning(data) : atFirst;
}

function useTitle(jobs: readonly Job[], uploads: number): string {
  const { t } = useTranslation();
  if (jobs.length === 0) return t('desktop.closing.uploads', { count: uploads });
  const isOfRuns = jobs.every(({ kind }) => kind === 'pipeline_run');
  return t(isOfRuns ? 'desktop.closing.runs' : 'desktop.closing.jobs', { count: jobs.length });
}

type Stopping = { readonly state: 'no' | 'stopping' | 'slow'; readonly start: () => void };

/** After this long a person may quit without waiting for the end, ms. */
const longMs = 15_000;

/** Cancels what runs and waits until it has ended. */
function useStopping(jobs: readonly Job[], onStopped: () => void): Stopping {
  const { bridge, queryClient } = useApp();
  const [state, setState] = useState<Stopping['state']>('no');
  const isDone = state !== 'no' && jobs.length === 0;
  const done = useRef(onStopped);
  useEffect(() => {
    done.current = onStopped;
  });
  useEffect(() => {
    if (isDone) done.current();
  }, [isDone]);
  useEffect(() => {
    if (state !== 'stopping') return;
    const timer = setTimeout(() => setState('slow'), longMs);
    return () => clearTimeout(timer);
  }, [state]);

  async function cancelAll(): Promise<void> {
    const ending = jobs.filter(({ canCancel }) => canCancel);
    // One that has just ended, or cannot be ended, is waited for.
    await Promise.allSettled(ending.map(({ jobId }) => bridge.client.jobs.cancel({ jobId })));
    await queryClient.invalidateQueries({ queryKey: jobListQuery(bridge.client).queryKey });
  }
  return {
    state,
    start: () => {
      setState('stopping');
      void cancelAll();
    },
  };
}
