import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PipelineRun, TaskRun } from '#contract/pipelines.ts';
import { formatBytes } from '#renderer/parts/numbers.ts';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { useKept } from '#renderer/parts/use-kept.ts';
import { LogHead } from './log-head.tsx';
import { mostBytes } from './log-lines.ts';
import { LogList } from './log-list.tsx';
import type { LogListHandle } from './log-list.tsx';
import { listSources, logScopes, mostSources } from './log-sources.ts';
import type { LogChoice } from './log-sources.ts';
import classes from './log.module.css';
import { useLogSearch } from './use-log-search.ts';
import { useLogView } from './use-log-view.ts';

export type LogKeys = { readonly focusLog: () => void; readonly focusSearch: () => void };

type LogPaneProps = {
  readonly run: PipelineRun;
  readonly tasks: readonly TaskRun[];
  readonly chosen: LogChoice | null;
  /** Given the way for keys to get here. */
  readonly onReady: (keys: LogKeys) => void;
};

const yesNo = ['yes', 'no'] as const;

/** What the tasks of a run wrote: of one try, of what came after it too, or of all; live. */
export function LogPane({ run, tasks, chosen, onReady }: LogPaneProps) {
  const { t } = useTranslation();
  const [scope, setScope] = useKept('log.scope', logScopes, 'task');
  const [wraps, setWraps] = useKept('log.wraps', yesNo, 'yes');
  const [times, setTimes] = useKept('log.times', yesNo, 'yes');
  const [follows, setFollows] = useState(true);
  const list = useRef<LogListHandle>(null);
  const field = useRef<HTMLInputElement>(null);
  const { sources, isCut } = useSources(tasks, scope, chosen);
  const view = useLogView(run.pipelineRunId, sources);
  const search = useLogSearch({
    pipelineRunId: run.pipelineRunId,
    sources,
    view,
    onShow: (line) => {
      setFollows(false);
      list.current?.show(line);
    },
  });
  useEffect(
    () => onReady({ focusLog: () => list.current?.focus(), focusSearch: () => field.current?.select() }),
    [onReady],
  );
  const follow = (next: boolean): void => {
    if (next) view.showEnd();
    setFollows(next);
  };
  const label =
    scope === 'task' && chosen !== null
      ? t('pipelines.logOf', { task: chosen.taskId, number: chosen.try })
      : t('pipelineRuns.log.ofAll', { name: run.pipeline });
  return (
    <section className={classes.pane} aria-label={t('pipelines.log')}>
      <LogHead
        run={run}
        scope={{ value: scope, set: setScope, task: chosen?.taskId ?? null }}
        search={search}
        fieldRef={field}
        follow={{ on: follows && !view.isWindow, set: follow }}
        wrap={{ on: wraps === 'yes', set: (on) => setWraps(on ? 'yes' : 'no') }}
        times={{ on: times === 'yes', set: (on) => setTimes(on ? 'yes' : 'no') }}
        sources={sources}
        lines={view.lines}
      />
      <LogNotices cutSize={view.cutSize} isCut={isCut} isWindow={view.isWindow} onEnd={() => follow(true)} />
      {view.error != null ? (
        <div className={classes.problem}>
          <InlineProblem error={view.error} />
        </div>
      ) : (
        <LogList
          ref={list}
          label={label}
          lines={view.lines}
          follows={follows && !view.isWindow}
          onFollow={(next) => {
            // At the end of a part from the middle there is more: only a person goes on to the end of all.
            if (!view.isWindow) setFollows(next);
          }}
          wraps={wraps === 'yes'}
          showsTimes={times === 'yes'}
          showsSource={sources.length > 1}
          marked={search.marked}
          current={search.line}
          empty={
            sources.length === 0 ? t('pipelineRuns.log.notBegun') : view.isRead ? t('pipelines.logEmpty') : ''
          }
        />
      )}
    </section>
  );
}

/** The same list as long as it names the same logs: each change of a run would read them anew. */
function useSources(
  tasks: readonly TaskRun[],
  scope: (typeof logScopes)[number],
  chosen: LogChoice | null,
): ReturnType<typeof listSources> {
  const found = listSources(tasks, scope, chosen);
  const [kept, keep] = useState(found);
  const isSame = idsOf(kept) === idsOf(found);
  if (!isSame) keep(found);
  return isSame ? kept : found;
}

function idsOf({ sources, isCut }: ReturnType<typeof listSources>): string {
  return `${String(isCut)} ${sources.map(({ id }) => id).join(',')}`;
}

type LogNoticesProps = {
  readonly cutSize: number | null;
  readonly isCut: boolean;
  readonly isWindow: boolean;
  readonly onEnd: () => void;
};

function LogNotices({ cutSize, isCut, isWindow, onEnd }: LogNoticesProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  if (cutSize === null && !isCut && !isWindow) return null;
  return (
    <p className={classes.notice}>
      {isWindow ? (
        <>
          {t('pipelineRuns.log.isWindow')}{' '}
          <button type="button" className={classes.link} onClick={onEnd}>
            {t('pipelineRuns.log.toEnd')}
          </button>
        </>
      ) : cutSize !== null ? (
        t('pipelineRuns.log.cut', {
          shown: formatBytes(mostBytes, locale),
          size: formatBytes(cutSize, locale),
        })
      ) : (
        t('pipelineRuns.log.cutLogs', { count: mostSources })
      )}
    </p>
  );
}
