import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconDownload, IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Run } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import { formatBytes } from '#renderer/parts/numbers.ts';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { Snippet } from '#renderer/parts/snippet.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import classes from './logs-tab.module.css';
import { logSourcesQuery, logTailQuery } from './log-queries.ts';
import type { LogSource } from './log-queries.ts';
import { useLogDownload } from './use-log-download.ts';

const howToLog = `import logging, mlflow

logging.basicConfig(filename="train.log")
...
mlflow.log_artifact("train.log", "logs")`;

/** What the run wrote: the log of the task that made it, otherwise the log files among its artifacts. */
export function LogsTab({ run }: { run: Run }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const [chosen, setChosen] = useState<string | null>(null);
  const sources = useQuery(logSourcesQuery(bridge.client, run));
  if (sources.isError) return <InlineProblem error={sources.error} />;
  if (sources.data === undefined) return <StillBars />;
  const source = sources.data.find(({ id }) => id === chosen) ?? sources.data[0];
  if (source === undefined) {
    return (
      <div className={classes.empty}>
        <p className="g3">{t('runPage.noLogs')}</p>
        <Snippet text={howToLog} label={t('runPage.noLogs')} />
      </div>
    );
  }
  const nameOf = (one: LogSource): string =>
    one.kind === 'file' ? one.path : t('runPage.taskLog', { task: one.taskId, number: one.attempt });
  return (
    <LogView key={source.id} run={run} source={source}>
      <NativeSelect
        aria-label={t('runPage.logFile')}
        value={source.id}
        data={sources.data.map((one) => ({ value: one.id, label: nameOf(one) }))}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
    </LogView>
  );
}

type LogViewProps = { readonly run: Run; readonly source: LogSource; readonly children: React.ReactNode };

function LogView({ run, source, children }: LogViewProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const locale = useLocale();
  const download = useLogDownload(run);
  const [find, setFind] = useState('');
  const wanted = useDeferredValue(find).toLocaleLowerCase();
  const [follows, setFollows] = useState(true);
  const box = useRef<HTMLPreElement>(null);
  const log = useQuery(logTailQuery(bridge.client, run.runId, source));
  const text = log.data?.text ?? '';
  const lines = useMemo(() => text.split('\n'), [text]);
  const found = useMemo(
    () => (wanted === '' ? lines : lines.filter((line) => line.toLocaleLowerCase().includes(wanted))),
    [lines, wanted],
  );
  useLayoutEffect(() => {
    if (follows && box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, [follows, found]);
  return (
    <>
      <div className={classes.bar}>
        {children}
        <TextInput
          className={classes.find}
          leftSection={<IconSearch size={14} stroke={1.5} />}
          aria-label={t('runPage.findLog')}
          placeholder={t('runPage.findLog')}
          value={find}
          onChange={(event) => setFind(event.currentTarget.value)}
        />
        {wanted !== '' && (
          <span className="sm g3" role="status">
            {t('runPage.matches', { count: found.length })}
          </span>
        )}
        <span className="grow" />
        {log.data?.isCut === true && (
          <span className="sm g3">
            {t('runPage.logCut', { size: formatBytes(log.data.text.length, locale) })}
          </span>
        )}
        <Checkbox
          label={t('runPage.follow')}
          checked={follows}
          onChange={(event) => setFollows(event.currentTarget.checked)}
        />
        <Button leftSection={<IconDownload size={14} stroke={1.5} />} onClick={() => void download(source)}>
          {t('runPage.downloadLog')}
        </Button>
      </div>
      {log.isError ? (
        <InlineProblem error={log.error} />
      ) : (
        <pre
          ref={box}
          className={classes.log}
          translate="no"
          role="region"
          tabIndex={0}
          aria-label={t('runPage.logs')}
          onWheel={(event) => event.deltaY < 0 && setFollows(false)}
        >
          {log.data !== undefined && text === '' ? t('runPage.logEmpty') : found.join('\n')}
        </pre>
      )}
    </>
  );
}
