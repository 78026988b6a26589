import { ActionIcon, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import {
  IconChevronDown,
  IconChevronRight,
  IconDownload,
  IconFile,
  IconFolder,
  IconTrash,
  IconUpload,
} from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArtifactEntry, Run } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import { formatBytes } from '#renderer/parts/numbers.ts';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { EditorIcon } from '#renderer/parts/open-in-editor.tsx';
import { RevealIcon } from '#renderer/parts/reveal-icon.tsx';
import { useFilePlace } from '#renderer/parts/use-file-place.ts';
import { isTextName, useTextEditor } from '#renderer/parts/use-text-editor.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { artifactListQuery } from './queries.ts';
import classes from './run-artifacts.module.css';
import { useArtifactActs } from './use-artifact-acts.ts';

type ShowFile = {
  /** The file that is shown beside. */
  readonly shown?: string | undefined;
  /** Shows a file beside; without it files are only listed. */
  readonly onShow?: ((entry: ArtifactEntry) => void) | undefined;
};
type RunArtifactsProps = ShowFile & { readonly run: Run };

/** The files of a run: read, added and deleted here. */
export function RunArtifacts({ run, shown, onShow }: RunArtifactsProps) {
  const { t } = useTranslation();
  const acts = useArtifactActs(run);
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const canWrite = run.lifecycle === 'active';
  return (
    <div
      className={classes.files}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(canWrite);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (canWrite) void acts.upload([...event.dataTransfer.files]);
      }}
    >
      <FolderContent run={run} path="" level={0} acts={acts} shown={shown} onShow={onShow} />
      {acts.progress !== null && (
        <p className="sm g2" role="status">
          {t('run.uploading', { name: acts.progress.name, percent: `${String(acts.progress.percent)} %` })}
        </p>
      )}
      {canWrite && (
        <div className={classes.upload}>
          <Button
            size="compact-xs"
            leftSection={<IconUpload size={14} stroke={1.5} />}
            disabled={acts.progress !== null}
            onClick={() => picker.current?.click()}
          >
            {t('run.upload')}
          </Button>
          <span className="sm g3">{t('run.dropHere')}</span>
          <input
            ref={picker}
            type="file"
            multiple
            hidden
            aria-label={t('run.upload')}
            onChange={(event) => {
              void acts.upload([...(event.currentTarget.files ?? [])]);
              event.currentTarget.value = '';
            }}
          />
        </div>
      )}
    </div>
  );
}

type ArtifactActs = ReturnType<typeof useArtifactActs>;
type FolderContentProps = ShowFile & {
  readonly run: Run;
  readonly path: string;
  readonly level: number;
  readonly acts: ArtifactActs;
};

function FolderContent({ run, path, level, acts, ...show }: FolderContentProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const list = useQuery(artifactListQuery(bridge.client, run.runId, path));
  if (list.isError) return <InlineProblem error={list.error} />;
  if (list.data === undefined) return null;
  if (list.data.files.length === 0 && level === 0) return <p className="g3 sm">{t('run.noArtifacts')}</p>;
  return (
    <ul>
      {list.data.files.map((entry) => (
        <li key={entry.path}>
          {entry.isFolder ? (
            <FolderRow run={run} entry={entry} level={level} acts={acts} {...show} />
          ) : (
            <FileRow run={run} entry={entry} level={level} acts={acts} {...show} />
          )}
        </li>
      ))}
    </ul>
  );
}

type RowProps = ShowFile & {
  readonly run: Run;
  readonly entry: ArtifactEntry;
  readonly level: number;
  readonly acts: ArtifactActs;
};

function FolderRow({ run, entry, level, acts, ...show }: RowProps) {
  const [open, setOpen] = useState(show.shown?.startsWith(`${entry.path}/`) === true);
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <>
      <button
        type="button"
        className={classes.row}
        style={{ paddingLeft: level * 18 }}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Chevron size={14} stroke={1.5} aria-hidden="true" />
        <IconFolder size={16} stroke={1.5} aria-hidden="true" />
        <span className="ell">{lastPart(entry.path)}</span>
      </button>
      {open && <FolderContent run={run} path={entry.path} level={level + 1} acts={acts} {...show} />}
    </>
  );
}

function FileRow({ run, entry, level, acts, shown, onShow }: RowProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [confirming, setConfirming] = useState(false);
  const place = useFilePlace();
  const editor = useTextEditor();
  const uri = `runs:/${run.runId}/${entry.path}`;
  return (
    <>
      <div className={classes.row} style={{ paddingLeft: level * 18 + 20 }} {...place.dragOut(uri)}>
        <IconFile size={16} stroke={1.5} aria-hidden="true" />
        {onShow === undefined ? (
          <span className="grow ell" title={entry.path}>
            {lastPart(entry.path)}
          </span>
        ) : (
          <button
            type="button"
            className={`${classes.file ?? ''} grow ell`}
            title={entry.path}
            aria-current={shown === entry.path || undefined}
            translate="no"
            onClick={() => onShow(entry)}
          >
            {lastPart(entry.path)}
          </button>
        )}
        <span className="sm g3">{formatBytes(entry.size ?? 0, locale)}</span>
        {isTextName(entry.path) && (
          <EditorIcon editor={editor} path={entry.path} onOpen={() => editor.open({ uri })} />
        )}
        {place.canReveal && <RevealIcon path={entry.path} onReveal={() => place.reveal(uri)} />}
        <ActionIcon
          size={24}
          aria-label={t('run.download', { path: entry.path })}
          onClick={() => void acts.download(entry)}
        >
          <IconDownload size={14} stroke={1.5} />
        </ActionIcon>
        {run.lifecycle === 'active' && (
          <ActionIcon
            size={24}
            aria-label={t('run.deleteFile', { path: entry.path })}
            onClick={() => setConfirming(true)}
          >
            <IconTrash size={14} stroke={1.5} />
          </ActionIcon>
        )}
      </div>
      {confirming && (
        <div className={classes.confirm}>
          <Button size="compact-xs" data-danger onClick={() => void acts.remove(entry.path)}>
            {t('run.deleteFileNow')}
          </Button>
          <Button size="compact-xs" variant="subtle" onClick={() => setConfirming(false)}>
            {t('actions.cancel')}
          </Button>
        </div>
      )}
    </>
  );
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
