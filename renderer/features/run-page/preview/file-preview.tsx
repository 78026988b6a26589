import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconDownload, IconFolderOpen } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArtifactEntry } from '#contract/entities.ts';
import '#renderer/i18n/late/run-page-words.ts';
import { ErrorBoundary } from '#renderer/parts/error-boundary.tsx';
import { formatBytes } from '#renderer/parts/numbers.ts';
import { EditorButton } from '#renderer/parts/open-in-editor.tsx';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useFilePlace } from '#renderer/parts/use-file-place.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { isTextName, useTextEditor } from '#renderer/parts/use-text-editor.ts';
import classes from '../artifacts-tab.module.css';
import { atOnceBytes, bytesQuery, previewLimitBytes } from './bytes-query.ts';
import type { FileSource } from './file-source.ts';
import { kindOfFile } from './kind-of-file.ts';
import type { FileKind } from './kind-of-file.ts';
import { deepestLevels, UnreadableFile } from './read-json.ts';

const PdfView = lazy(() => import('./pdf-view.tsx').then((part) => ({ default: part.PdfView })));
const ImageView = lazy(() => import('./image-view.tsx').then((part) => ({ default: part.ImageView })));
const TableView = lazy(() => import('./table-view.tsx').then((part) => ({ default: part.TableView })));
const TextView = lazy(() => import('./text-view.tsx').then((part) => ({ default: part.TextView })));
const JsonFile = lazy(() => import('./document-views.tsx').then((part) => ({ default: part.JsonFile })));
const MarkdownFile = lazy(() =>
  import('./document-views.tsx').then((part) => ({ default: part.MarkdownFile })),
);
const HtmlFile = lazy(() => import('./document-views.tsx').then((part) => ({ default: part.HtmlFile })));
const NotebookView = lazy(() =>
  import('./notebook-view.tsx').then((part) => ({ default: part.NotebookView })),
);

type FilePreviewProps = {
  readonly source: FileSource;
  /** The files of the folder that it lies in; undefined until they are read. */
  readonly files: readonly ArtifactEntry[] | undefined;
  readonly path: string;
  readonly onShow: (path: string) => void;
};

/** One file: what it is, and what is in it. */
export function FilePreview({ source, files, path, onShow }: FilePreviewProps) {
  const { t } = useTranslation();
  const entry = files?.find((file) => file.path === path);
  const kind = kindOfFile(path);
  const [asText, setAsText] = useState(false);
  return (
    <>
      <PreviewHead
        source={source}
        path={path}
        entry={entry}
        kind={kind}
        asText={asText}
        onAsText={setAsText}
      />
      {entry !== undefined && (
        <Content
          source={source}
          entry={entry}
          files={files ?? []}
          kind={asText ? 'text' : kind}
          onShow={onShow}
        />
      )}
      {files !== undefined && entry === undefined && (
        <p className={`${classes.hint ?? ''} g3`}>{t('runPage.pickFile')}</p>
      )}
    </>
  );
}

/** Kinds that are a text beneath. */
const textForms: ReadonlySet<FileKind> = new Set(['json', 'markdown', 'html', 'notebook']);

type PreviewHeadProps = {
  readonly source: FileSource;
  readonly path: string;
  readonly entry: ArtifactEntry | undefined;
  readonly kind: FileKind;
  readonly asText: boolean;
  readonly onAsText: (asText: boolean) => void;
};

function PreviewHead({ source, path, entry, kind, asText, onAsText }: PreviewHeadProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const place = useFilePlace();
  const editor = useTextEditor();
  return (
    <header className={classes.head}>
      <h2 className={`${classes.title ?? ''} grow`} translate="no">
        {path}
      </h2>
      <span className="sm g3">
        {t(`runPage.kinds.${kind}`)}
        {entry?.size != null && `, ${formatBytes(entry.size, locale)}`}
      </span>
      {textForms.has(kind) && (
        <Button size="compact-xs" onClick={() => onAsText(!asText)}>
          {asText ? t('runPage.rendered', { kind: t(`runPage.kinds.${kind}`) }) : t('runPage.raw')}
        </Button>
      )}
      {entry !== undefined && isTextName(path) && (
        <EditorButton editor={editor} onOpen={() => editor.open({ uri: source.uriOf(path) })} />
      )}
      {entry !== undefined && place.canReveal && (
        <Button
          size="compact-xs"
          leftSection={<IconFolderOpen size={14} stroke={1.5} />}
          onClick={() => place.reveal(source.uriOf(path))}
        >
          {t('filePlace.reveal')}
        </Button>
      )}
      {entry !== undefined && (
        <Button
          size="compact-xs"
          leftSection={<IconDownload size={14} stroke={1.5} />}
          onClick={() => source.download(entry)}
        >
          {place.canSaveAs ? t('filePlace.save') : t('runPage.downloadLog')}
        </Button>
      )}
    </header>
  );
}

type ContentProps = {
  readonly source: FileSource;
  readonly entry: ArtifactEntry;
  readonly files: readonly ArtifactEntry[];
  readonly kind: FileKind;
  readonly onShow: (path: string) => void;
};

/** Texts show their beginning, tables the rows in view; anything else is read whole or not at all. */
function Content(props: ContentProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { entry, kind } = props;
  const [asked, setAsked] = useState(false);
  const size = entry.size ?? 0;
  const words = {
    name: entry.path.slice(entry.path.lastIndexOf('/') + 1),
    size: formatBytes(size, locale),
    limit: formatBytes(previewLimitBytes, locale),
  };
  const showsBeginning = kind === 'text';
  if (kind === 'table')
    return (
      <Suspense fallback={<StillBars />}>
        <TableView uri={props.source.uriOf(entry.path)} path={entry.path} />
      </Suspense>
    );
  if (kind === 'other') return <p className={`${classes.hint ?? ''} g3`}>{t('runPage.noPreview')}</p>;
  if (!showsBeginning && size > previewLimitBytes)
    return <p className={`${classes.hint ?? ''} g3`}>{t('runPage.tooBig', words)}</p>;
  if (!showsBeginning && size > atOnceBytes && !asked)
    return (
      <div className={`${classes.hint ?? ''} row`}>
        <span className="g3">{t('runPage.large', words)}</span>
        <Button size="compact-xs" onClick={() => setAsked(true)}>
          {t('runPage.load')}
        </Button>
      </div>
    );
  return <ReadContent {...props} limit={showsBeginning ? beginningBytes : previewLimitBytes} />;
}

/** What of a text is read. */
const beginningBytes = 4 * 1024 * 1024;

function ReadContent({
  source,
  entry,
  files,
  kind,
  onShow,
  limit,
}: ContentProps & { readonly limit: number }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const bytes = useQuery(bytesQuery(source, entry.path, limit));
  if (bytes.isError) return <InlineProblem error={bytes.error} />;
  if (bytes.data === undefined) return <StillBars />;
  const { data: blob } = bytes;
  const isCut = (entry.size ?? 0) > blob.size;
  const { path } = entry;
  return (
    <>
      {isCut && (
        <p className={classes.note}>
          {t('runPage.cutAt', {
            shown: formatBytes(blob.size, locale),
            size: formatBytes(entry.size ?? 0, locale),
          })}
        </p>
      )}
      <ErrorBoundary
        resetKey={`${path} ${kind}`}
        fallback={(error) => (
          <p className={`${classes.hint ?? ''} g3`} role="alert">
            {t('runPage.badFile', {
              kind: t(`runPage.kinds.${kind}`),
              reason:
                error instanceof UnreadableFile
                  ? t(`runPage.unreadable.${error.why}`, {
                      line: error.line,
                      column: error.column,
                      levels: deepestLevels,
                    })
                  : error instanceof Error
                    ? error.message
                    : String(error),
            })}
          </p>
        )}
      >
        <Suspense fallback={<StillBars />}>
          {kind === 'image' && <ImageView path={path} blob={blob} files={files} onShow={onShow} />}
          {kind === 'text' && <TextView path={path} blob={blob} />}
          {kind === 'json' && <JsonFile path={path} blob={blob} />}
          {kind === 'markdown' && <MarkdownFile path={path} blob={blob} />}
          {kind === 'html' && <HtmlFile path={path} blob={blob} />}
          {kind === 'pdf' && <PdfView path={path} blob={blob} />}
          {kind === 'notebook' && <NotebookView path={path} blob={blob} />}
        </Suspense>
      </ErrorBoundary>
    </>
  );
}
