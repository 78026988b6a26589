import { SegmentedControl, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparedFile } from '#contract/run-differences.ts';
import { useApp } from '#renderer/app-context.ts';
import { EmptyState } from '#renderer/parts/empty-state.tsx';
import { formatBytes } from '#renderer/parts/numbers.ts';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import type { CompareTabProps } from '../compare-tab-props.ts';
import { useCompareSet } from '../use-compare-set.ts';
import classes from './diffs.module.css';
import { FileDiff } from './file-diff.tsx';
import { pictureType } from './picture-diff.tsx';
import { filesQuery } from './queries.ts';
import { PairPicker, usePair } from './run-pair.tsx';
import type { RunPair } from './run-pair.tsx';

/** The files of two runs: which differ, and what in them. */
export function ArtifactsTab(props: CompareTabProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { search, change } = useCompareSet();
  const pair = usePair(props);
  const query = useQuery(filesQuery(bridge.client, pair));
  const all = search.files === 'all';
  const files = (query.data?.files ?? []).filter(({ state }) => all || state !== 'same');
  const current = files.find(({ path }) => path === search.file) ?? files[0];
  return (
    <div className={classes.page}>
      <div className={classes.bar}>
        <PairPicker comparison={props.comparison} pair={pair} />
        <Switch
          size="xs"
          label={t('compare.diffs.onlyDifferent')}
          checked={!all}
          onChange={({ currentTarget }) => change({ files: currentTarget.checked ? undefined : 'all' })}
        />
        {query.data !== undefined && (
          <span className="sm g3">
            {t('compare.diffs.filesShown', { shown: files.length, count: query.data.files.length })}
            {query.data.isCut && ` ${t('compare.diffs.cut')}`}
          </span>
        )}
        <FormPicker path={current?.path ?? ''} />
      </div>
      {query.isError && query.data === undefined ? (
        <PageProblem
          title={t('compare.diffs.failed')}
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      ) : query.data === undefined ? (
        <StillBars rows={10} />
      ) : current === undefined ? (
        <EmptyState
          title={t(query.data.files.length === 0 ? 'compare.diffs.noFiles' : 'compare.diffs.allSame')}
          lines={[t('compare.diffs.filesHow')]}
        />
      ) : (
        <div className={classes.panes}>
          <FileList
            files={files}
            pair={pair}
            current={current.path}
            onPick={(path) => change({ file: path })}
          />
          <div className={classes.pane}>
            <h2 className={classes.fileName} translate="no">
              {current.path}
            </h2>
            <FileDiff
              pair={pair}
              file={current}
              form={search.form === 'unified' ? 'unified' : 'split'}
              as={search.as === 'text' ? 'text' : 'table'}
            />
          </div>
        </div>
      )}
    </div>
  );
}

const tables = /\.(csv|tsv|jsonl|ndjson|json)$/i;

/** How a file is shown: beside each other or in one column; a table also as its text. */
export function FormPicker({ path }: { path: string }) {
  const { t } = useTranslation();
  const { search, change } = useCompareSet();
  const isTable = tables.test(path);
  // A picture is one, whatever was chosen for tables.
  const isText = pictureType(path) === null && (!isTable || search.as === 'text');
  return (
    <span className={classes.forms}>
      {isTable && (
        <SegmentedControl
          aria-label={t('compare.diffs.as')}
          value={search.as ?? 'table'}
          data={[
            { value: 'table', label: t('compare.diffs.asTable') },
            { value: 'text', label: t('compare.diffs.asText') },
          ]}
          onChange={(value) => change({ as: value === 'text' ? 'text' : undefined })}
        />
      )}
      {isText && (
        <SegmentedControl
          aria-label={t('compare.diffs.form')}
          value={search.form ?? 'split'}
          data={[
            { value: 'split', label: t('compare.diffs.beside') },
            { value: 'unified', label: t('compare.diffs.unified') },
          ]}
          onChange={(value) => change({ form: value === 'unified' ? 'unified' : undefined })}
        />
      )}
    </span>
  );
}

type FileListProps = {
  readonly files: readonly ComparedFile[];
  readonly pair: RunPair;
  readonly current: string;
  readonly onPick: (path: string) => void;
};

/** One stop for the tab key; arrows go from file to file. */
function FileList({ files, pair: [one, other], current, onPick }: FileListProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const list = useRef<HTMLDivElement>(null);
  function onKeyDown(event: KeyboardEvent): void {
    const at = files.findIndex(({ path }) => path === current);
    const last = files.length - 1;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = Math.min(last, Math.max(0, to));
    list.current?.querySelectorAll<HTMLElement>('[role="option"]')[next]?.focus();
    const file = files[next];
    if (file !== undefined) onPick(file.path);
  }
  return (
    <div
      ref={list}
      className={classes.files}
      role="listbox"
      aria-label={t('compare.diffs.files')}
      onKeyDown={onKeyDown}
    >
      {files.map(({ path, state, bytes: [first, second] }) => (
        <div
          key={path}
          role="option"
          aria-selected={path === current}
          tabIndex={path === current ? 0 : -1}
          className={classes.file}
          onClick={() => onPick(path)}
        >
          <span className={classes.path} translate="no" title={path}>
            {path}
          </span>
          <span className={classes.state} data-state={state}>
            {t(`compare.diffs.states.${state}`, { name: state === 'first' ? one.name : other.name })}
            {state === 'different' && first !== null && second !== null && first !== second
              ? `, ${formatBytes(first, locale)} → ${formatBytes(second, locale)}`
              : `, ${formatBytes(first ?? second ?? 0, locale)}`}
          </span>
        </div>
      ))}
    </div>
  );
}
