import { ActionIcon, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconDownload } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelVersion } from '#contract/registry.ts';
import { useApp } from '#renderer/app-context.ts';
import { toProblem } from '#renderer/bridge/problems.ts';
import { formatBytes } from '#renderer/parts/numbers.ts';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { EditorIcon } from '#renderer/parts/open-in-editor.tsx';
import { RevealIcon } from '#renderer/parts/reveal-icon.tsx';
import { useFilePlace } from '#renderer/parts/use-file-place.ts';
import { isTextName, useTextEditor } from '#renderer/parts/use-text-editor.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { versionFilesQuery } from '../serving/index.ts';
import { useFileSource } from './use-file-source.ts';
import classes from './version-detail.module.css';

type PartProps = {
  readonly title: string;
  readonly sub?: string | undefined;
  readonly action?: ReactNode;
  readonly children: ReactNode;
};

/** One of the parts that the details of a version are made of. */
export function Part({ title, sub, action, children }: PartProps) {
  const id = useId();
  return (
    <section className={classes.part} aria-labelledby={id}>
      <header className={classes.partHead}>
        <h3 id={id}>{title}</h3>
        {sub !== undefined && <span className="g3 sm">{sub}</span>}
        <span className="grow" />
        {action}
      </header>
      {children}
    </section>
  );
}

const fewFiles = 8;

/** What lies in the folder of the version, with sizes. */
export function FilesPart({ version }: { version: ModelVersion }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const locale = useLocale();
  const { data, error } = useQuery(versionFilesQuery(bridge.client, version.name, version.version));
  const source = useFileSource(version);
  const place = useFilePlace();
  const editor = useTextEditor();
  const [isWhole, setWhole] = useState(false);
  const files = data?.files ?? [];
  const shown = isWhole ? files : files.slice(0, fewFiles);
  const size = version.bytes === null ? '–' : formatBytes(version.bytes, locale);
  return (
    <Part
      title={t('version.files')}
      sub={data === undefined ? undefined : t('version.filesSub', { count: data.fileCount, size })}
    >
      {error !== null && <FilesProblem error={error} source={version.source} />}
      <ul className={classes.files} aria-label={t('version.files')}>
        {shown.map(({ path, bytes }) => (
          <li key={path}>
            <Link
              to="/models/$name/versions/$version"
              params={{ name: version.name, version: String(version.version) }}
              search={{ tab: 'files', file: path }}
              className={`${classes.fileLink ?? ''} mono`}
              translate="no"
              {...place.dragOut(source.uriOf(path))}
            >
              {path}
            </Link>
            <span className={`${classes.fileFacts ?? ''} g3 sm`}>
              {formatBytes(bytes, locale)}
              {isTextName(path) && (
                <EditorIcon
                  editor={editor}
                  path={path}
                  onOpen={() => editor.open({ uri: source.uriOf(path) })}
                />
              )}
              {place.canReveal && (
                <RevealIcon path={path} onReveal={() => place.reveal(source.uriOf(path))} />
              )}
              <Tooltip label={t('registry.version.download', { path })}>
                <ActionIcon
                  size={24}
                  aria-label={t('registry.version.download', { path })}
                  onClick={() => source.download({ path, size: bytes, isFolder: false })}
                >
                  <IconDownload size={14} stroke={1.5} />
                </ActionIcon>
              </Tooltip>
            </span>
          </li>
        ))}
      </ul>
      {shown.length < files.length && (
        <button type="button" className={classes.more} onClick={() => setWhole(true)}>
          {t('version.moreFiles')}
        </button>
      )}
    </Part>
  );
}

/** The files lie elsewhere, or cannot be read. */
export function FilesProblem({ error, source }: { error: unknown; source: string }) {
  const { t } = useTranslation();
  return toProblem(error).code === 'MODEL_NOT_RUNNABLE' ? (
    <p className="g3">{t('version.filesElsewhere', { source })}</p>
  ) : (
    <InlineProblem error={error} />
  );
}
