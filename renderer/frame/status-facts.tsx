import { Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { SystemInfo } from '#contract/entities.ts';
import '#renderer/i18n/late/commands-words.ts';
import { useApp } from '../app-context.ts';
import { keys } from '../bridge/keys.ts';
import { pipelineListQuery } from '../features/pipelines/index.ts';
import { interpretersQuery } from '../features/python/index.ts';
import { useNow } from '../parts/clock.ts';
import { formatBytes, formatCount } from '../parts/numbers.ts';
import { useOpenSheet } from '../parts/side-sheet.tsx';
import { StatusGlyph } from '../parts/status-glyph.tsx';
import { formatMoment } from '../parts/times.ts';
import { useLocale } from '../parts/use-locale.ts';
import { bestPython, nextRun, wordNext } from './status-words.ts';
import classes from './status-bar.module.css';

/** What goes on and what there is: running runs, the next run of a pipeline, Python, the disk. */
export function StatusFacts({ info }: { info: SystemInfo }) {
  return (
    <>
      <RunningRuns />
      <NextPipelineRun />
      <Python />
      <Disk info={info} />
    </>
  );
}

function RunningRuns() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const locale = useLocale();
  const { data: count = 0 } = useQuery({
    queryKey: [...keys.recentRuns, 'running'],
    queryFn: async ({ signal }) =>
      (await bridge.client.runs.count({ filter: `attributes.status = 'RUNNING'` }, { signal })).count,
  });
  if (count === 0) return null;
  return (
    <Tooltip label={t('statusBar.runningText')}>
      <span className={classes.item} tabIndex={0}>
        <StatusGlyph shape="running" size={12} />
        {t('statusBar.running', { count, shown: formatCount(count, locale) })}
      </span>
    </Tooltip>
  );
}

function NextPipelineRun() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const locale = useLocale();
  const now = useNow();
  const next = nextRun(useQuery(pipelineListQuery(bridge.client)).data ?? []);
  if (next === null) return null;
  return (
    <Tooltip
      label={t('statusBar.nextAt', { name: next.name, at: formatMoment(next.at) })}
      multiline
      maw={360}
    >
      <Link to="/pipelines" className={classes.link}>
        {t('statusBar.next', { name: next.name, when: wordNext(next.at, now, locale) })}
      </Link>
    </Tooltip>
  );
}

function Python() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const openSheet = useOpenSheet();
  const { data: found } = useQuery(interpretersQuery(bridge.client));
  if (found === undefined) return null;
  const best = bestPython(found);
  return (
    <button type="button" className={classes.link} onClick={() => openSheet('python')} title={best?.path}>
      {best === null ? t('statusBar.noPython') : t('statusBar.python', { version: best.version ?? '' })}
    </button>
  );
}

function Disk({ info }: { info: SystemInfo }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { path, databaseBytes, artifactBytes, freeBytes } = info.workspace;
  const label = t('frame.size', {
    path,
    database: formatBytes(databaseBytes, locale),
    artifacts: formatBytes(artifactBytes, locale),
  });
  const size = formatBytes(databaseBytes + artifactBytes, locale);
  return (
    <Tooltip label={label} multiline maw={420}>
      <span className={classes.size}>
        {freeBytes === null ? size : t('statusBar.free', { size, free: formatBytes(freeBytes, locale) })}
      </span>
    </Tooltip>
  );
}
