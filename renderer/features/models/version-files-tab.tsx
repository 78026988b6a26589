import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ModelVersion } from '#contract/registry.ts';
import { useApp } from '#renderer/app-context.ts';
import '#renderer/i18n/late/model-page-words.ts';
import { formatBytes } from '#renderer/parts/numbers.ts';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useFilePlace } from '#renderer/parts/use-file-place.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { FilePreview } from '../run-page/index.ts';
import { versionFilesQuery } from '../serving/index.ts';
import { useFileSource } from './use-file-source.ts';
import classes from './version-files-tab.module.css';
import { FilesProblem } from './version-parts.tsx';
import { useRowKeys } from './use-row-keys.ts';

const route = getRouteApi('/models/$name/versions/$version');

/** The files of a version, and what is in the chosen one: MLmodel at first, which says what the others are. */
export function VersionFilesTab({ version }: { version: ModelVersion }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const locale = useLocale();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const onKeyDown = useRowKeys();
  const source = useFileSource(version);
  const place = useFilePlace();
  const found = useQuery(versionFilesQuery(bridge.client, version.name, version.version));
  if (found.isError)
    return (
      <div className={classes.problem}>
        <FilesProblem error={found.error} source={version.source} />
      </div>
    );
  if (found.data === undefined) return <StillBars />;
  const { files, fileCount } = found.data;
  const shown = search.file ?? files.find(({ path }) => path === 'MLmodel')?.path ?? files[0]?.path;
  const show = (path: string): void =>
    void navigate({ search: (now) => ({ ...now, file: path }), replace: true });
  const entries = files.map(({ path, bytes }) => ({ path, size: bytes, isFolder: false }));
  return (
    <div className={classes.split}>
      <section className={classes.list} aria-label={t('version.files')} tabIndex={0}>
        <p className="g3 sm">
          {t('version.filesSub', {
            count: fileCount,
            size: version.bytes === null ? '–' : formatBytes(version.bytes, locale),
          })}
        </p>
        <ul onKeyDown={onKeyDown}>
          {files.map(({ path, bytes }) => (
            <li key={path} {...place.dragOut(source.uriOf(path))}>
              <button type="button" data-row={path} aria-pressed={path === shown} onClick={() => show(path)}>
                <span className="mono" translate="no">
                  {path}
                </span>
                <span className="g3 sm">{formatBytes(bytes, locale)}</span>
              </button>
            </li>
          ))}
        </ul>
        {files.length < fileCount && (
          <p className="g3 sm">{t('registry.version.firstFiles', { count: files.length })}</p>
        )}
      </section>
      <div className={classes.preview}>
        {shown !== undefined && (
          <FilePreview key={shown} source={source} files={entries} path={shown} onShow={show} />
        )}
      </div>
    </div>
  );
}
