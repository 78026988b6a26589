import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelVersion } from '#contract/registry.ts';
import { useApp } from '#renderer/app-context.ts';
import { toProblem } from '#renderer/bridge/problems.ts';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { formatBytes } from '#renderer/parts/numbers.ts';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { Snippet } from '#renderer/parts/snippet.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { versionFilesQuery } from '../serving/index.ts';
import { showJson } from './show-json.ts';
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

/** The Python and the packages that the model was logged with. */
export function EnvironmentPart({ version: { environment } }: { version: ModelVersion }) {
  const { t } = useTranslation();
  return (
    <Part title={t('version.environment')}>
      {environment.length === 0 ? (
        <p className="g3">{t('version.noEnvironment')}</p>
      ) : (
        <dl className={classes.packages} translate="no">
          {environment.map(({ name, version }) => (
            <div key={name}>
              <dt className="mono">{name}</dt>
              <dd className="mono">{version === '' ? t('version.anyVersion') : version}</dd>
            </div>
          ))}
        </dl>
      )}
    </Part>
  );
}

/** The input that was logged with the model, as JSON. */
export function ExamplePart({ version }: { version: ModelVersion }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const locale = useLocale();
  const { data } = useQuery(versionFilesQuery(bridge.client, version.name, version.version));
  const example = data?.example ?? null;
  const text = example?.text ?? null;
  return (
    <Part
      title={t('version.example')}
      action={text !== null && <CopyButton text={text} label={t('version.copyExample')} />}
    >
      {text !== null ? (
        <div className={classes.example}>
          <Snippet text={showJson(text)} label={t('version.example')} />
        </div>
      ) : (
        <p className="g3">
          {example === null
            ? t('version.noExample')
            : t('version.longExample', { path: example.path, size: formatBytes(example.bytes, locale) })}
        </p>
      )}
    </Part>
  );
}

const fewFiles = 8;

/** What lies in the folder of the version, with sizes. */
export function FilesPart({ version }: { version: ModelVersion }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const locale = useLocale();
  const { data, error } = useQuery(versionFilesQuery(bridge.client, version.name, version.version));
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
            <span className="mono" translate="no">
              {path}
            </span>
            <span className="g3 sm">{formatBytes(bytes, locale)}</span>
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

function FilesProblem({ error, source }: { error: unknown; source: string }) {
  const { t } = useTranslation();
  return toProblem(error).code === 'MODEL_NOT_RUNNABLE' ? (
    <p className="g3">{t('version.filesElsewhere', { source })}</p>
  ) : (
    <InlineProblem error={error} />
  );
}
