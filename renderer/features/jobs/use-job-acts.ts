import { useTranslation } from 'react-i18next';
import type { Job } from '#contract/jobs.ts';
import { useApp } from '#renderer/app-context.ts';
import { useOpenSheet } from '#renderer/parts/side-sheet.tsx';
import { useAct } from '#renderer/parts/use-act.ts';

/** A second try; `leaves` when it needs a sheet of its own. */
export type Again = { readonly run: () => void; readonly leaves: boolean };

export type JobActs = {
  readonly cancel: (job: Job, name: string) => Promise<boolean>;
  /** Null where a second try makes no sense. */
  readonly again: (job: Job) => Again | null;
};

export function useJobActs(): JobActs {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const act = useAct();
  const openSheet = useOpenSheet();
  const { client } = bridge;

  function again({ kind, jobId, state, subject }: Job): Again | null {
    if (state !== 'failed' && state !== 'canceled') return null;
    switch (kind) {
      case 'pipeline_run': {
        const pipelineRunId = jobId.slice(jobId.indexOf(':') + 1);
        const run = () => client.pipelines.clear({ pipelineRunId, scope: 'failed' });
        return {
          run: () => void act({ run, done: t('jobs.startedAgain', { name: subject }) }),
          leaves: false,
        };
      }
      case 'backup':
        return {
          run: () => void act({ run: () => client.workspace.backup({}), done: t('jobs.backedUp') }),
          leaves: false,
        };
      // Their orders are not kept, because they may hold credentials: the sheet asks for them anew.
      case 'import':
        return { run: () => openSheet('import-mlflow'), leaves: true };
      case 'push':
        return { run: () => openSheet('push-mlflow'), leaves: true };
      case 'export':
        return { run: () => openSheet('export'), leaves: true };
      default:
        return null;
    }
  }
  return {
    again,
    cancel: ({ jobId }, name) =>
      act({ run: () => client.jobs.cancel({ jobId }), done: t('jobs.didCancel', { name }) }),
  };
}
