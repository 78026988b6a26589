import type { TFunction } from 'i18next';
import type { ShellInput } from '#contract/shell.ts';
import { formatSignal, limitOf, wordAlert } from '../features/alerts/index.ts';
import { formatCount } from '../parts/numbers.ts';
import { formatDuration } from '../parts/times.ts';
import type { News } from './news.ts';

type Words = Omit<ShellInput<'notify'>, 'key'>;

/** News in the language of the window, with the page that tells more. */
export function wordNews(news: News, t: TFunction, locale: string): Words {
  switch (news.kind) {
    case 'alert':
      return wordFired(news, t, locale);
    case 'job':
      return wordJob(news.job, t, locale);
    case 'run': {
      const { run } = news;
      return {
        title: t(run.status === 'FAILED' ? 'desktop.notices.runFailed' : 'desktop.notices.runDone', {
          name: run.name,
        }),
        body: t('desktop.notices.after', {
          time: formatDuration((run.endedAt ?? 0) - run.startedAt, locale),
        }),
        screen: `/experiments/${encodeURIComponent(run.experimentId)}/runs/${run.runId}`,
      };
    }
    case 'question':
      return {
        title: t('desktop.notices.question', { name: news.pipeline }),
        body: t('desktop.notices.questionText', { task: news.task.taskId }),
        screen: `/pipelines/runs/${news.pipelineRunId}?task=${encodeURIComponent(news.task.taskId)}`,
      };
  }
}

function wordFired(
  { alert, isEscalated }: Extract<News, { kind: 'alert' }>,
  t: TFunction,
  locale: string,
): Words {
  const { signal, value, n, modelName, modelVersion, severity, alertId } = alert;
  const limit = limitOf(alert);
  const words = {
    model: modelName,
    version: modelVersion,
    value: formatSignal(signal, value, locale),
    limit: limit === null ? '–' : formatSignal(signal, limit, locale),
    n: formatCount(n, locale),
  };
  const name = wordAlert(alert, t);
  return {
    title: isEscalated
      ? t('desktop.notices.escalated', { name, severity: t(`alertDesk.severities.${severity}`) })
      : name,
    body: t('desktop.notices.alertText', words),
    screen: `/alerts?alert=${String(alertId)}`,
  };
}

function wordJob(job: Extract<News, { kind: 'job' }>['job'], t: TFunction, locale: string): Words {
  const { jobId, kind, subject, state, startedAt, endedAt, failedTask } = job;
  const name = `${t(`jobs.kinds.${kind}`)} ${subject}`;
  const id = jobId.slice(jobId.indexOf(':') + 1);
  const time = formatDuration((endedAt ?? startedAt) - startedAt, locale);
  return {
    title: t(state === 'failed' ? 'desktop.notices.jobFailed' : 'desktop.notices.jobDone', { name }),
    body:
      failedTask === null
        ? t('desktop.notices.after', { time })
        : t('desktop.notices.failedTask', { task: failedTask.taskId, time }),
    screen: kind === 'pipeline_run' ? `/pipelines/runs/${encodeURIComponent(id)}` : '/jobs',
  };
}
