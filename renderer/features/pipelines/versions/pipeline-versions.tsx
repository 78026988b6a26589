import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import '#renderer/i18n/late/pipeline-runs-words.ts';
import type { DefinitionVersion } from '#contract/pipeline-views.ts';
import { useApp } from '#renderer/app-context.ts';
import { EmptyState } from '#renderer/parts/empty-state.tsx';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { DefinitionView } from './definition-view.tsx';
import { versionsQuery } from './queries.ts';
import classes from './versions.module.css';

const route = getRouteApi('/pipelines/$name');

/** Texts that runs of a pipeline have run, and what differs between them. */
export function PipelineVersions({ name }: { name: string }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { hash, compare } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, isError, refetch } = useQuery(versionsQuery(bridge.client, name));
  if (data === undefined)
    return isError ? (
      <PageProblem
        title={t('pipelineRuns.versions.loadFailed')}
        error={error}
        onRetry={() => void refetch()}
      />
    ) : (
      <StillBars />
    );
  const lines = linesOf(data.versions, data.fileHash);
  const [first] = lines;
  if (first === undefined || data.versions.length === 0)
    return <EmptyState title={t('pipelineRuns.versions.empty')} lines={[]} />;
  const shown = lines.find((line) => line.hash === hash) ?? first;
  const change = (next: { hash?: string; compare?: string | undefined }): void =>
    void navigate({ search: (now) => ({ ...now, ...next }), replace: true });
  return (
    <div className={classes.page}>
      <VersionList name={name} lines={lines} current={shown.hash} onPick={(next) => change({ hash: next })} />
      <DefinitionView
        key={shown.hash}
        name={name}
        hash={shown.hash}
        against={compare ?? 'none'}
        onAgainst={(next) => change({ compare: next === 'none' ? undefined : next })}
      />
    </div>
  );
}

/** `version` is null for the file as it is now, where no run has run it. */
type Line = { readonly hash: string; readonly version: DefinitionVersion | null };

function linesOf(versions: readonly DefinitionVersion[], fileHash: string | null): readonly Line[] {
  const ran = versions.map((version): Line => ({ hash: version.hash, version }));
  const isKnown = fileHash === null || versions.some(({ hash }) => hash === fileHash);
  return isKnown ? ran : [{ hash: fileHash, version: null }, ...ran];
}

type VersionListProps = {
  readonly name: string;
  readonly lines: readonly Line[];
  readonly current: string;
  readonly onPick: (hash: string) => void;
};

/** One stop for the tab key; arrows go from version to version. */
function VersionList({ name, lines, current, onPick }: VersionListProps) {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  function onKeyDown(event: KeyboardEvent): void {
    const at = lines.findIndex(({ hash }) => hash === current);
    const last = lines.length - 1;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = Math.min(last, Math.max(0, to));
    list.current?.querySelectorAll<HTMLElement>('[role="option"]')[next]?.focus();
    const line = lines[next];
    if (line !== undefined) onPick(line.hash);
  }
  return (
    <div
      ref={list}
      className={classes.list}
      role="listbox"
      aria-label={t('pipelineRuns.versions.label', { name })}
      onKeyDown={onKeyDown}
    >
      {lines.map(({ hash, version }) => (
        <div
          key={hash}
          role="option"
          aria-selected={hash === current}
          tabIndex={hash === current ? 0 : -1}
          className={classes.version}
          onClick={() => onPick(hash)}
        >
          <span className={classes.versionHead}>
            <span className={classes.hash} title={hash} translate="no">
              {hash.slice(0, 8)}
            </span>
            {(version === null || version.isCurrent) && (
              <span className={classes.chip}>{t('pipelineRuns.versions.current')}</span>
            )}
          </span>
          <span className={classes.versionFoot}>
            {version === null ? t('pipelineRuns.versions.neverRan') : <Ran version={version} />}
          </span>
        </div>
      ))}
    </div>
  );
}

function Ran({ version: { runs, createdAt, lastRunAt } }: { version: DefinitionVersion }) {
  const { t } = useTranslation();
  return (
    <>
      {t('pipelineRuns.versions.runs', { count: runs })}
      {', '}
      <RelativeTime at={lastRunAt ?? createdAt} />
    </>
  );
}
