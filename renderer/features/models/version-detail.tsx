import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { ModelVersion } from '#contract/registry.ts';
import { useApp } from '#renderer/app-context.ts';
import '#renderer/i18n/late/model-page-words.ts';
import { AliasTag } from '#renderer/parts/alias-tag.tsx';
import { useNow } from '#renderer/parts/clock.ts';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { Panel } from '#renderer/parts/panel.tsx';
import { formatSince } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { PythonState } from '../python/index.ts';
import { servingStatusQuery, takesTexts, versionFilesQuery } from '../serving/index.ts';
import { LoggedModelLink, OriginRun } from './version-origin.tsx';
import { EnvironmentPart } from './version-environment.tsx';
import { ExamplePart } from './version-example.tsx';
import { FilesPart } from './version-parts.tsx';
import { SignaturePart } from './version-signature.tsx';
import classes from './version-detail.module.css';

type VersionDetailProps = {
  readonly version: ModelVersion;
  /** Leads to the box that asks it, where that is on the page. */
  readonly onTry?: () => void;
};

/** What one version is: where it comes from, what goes in and out, what it runs in, and its files. */
export function VersionDetail({ version, onTry }: VersionDetailProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useNow();
  // The head of its own page says these already.
  const isOwnPage = onTry !== undefined;
  return (
    <Panel
      title={t('version.title', { version: version.version })}
      sub={
        isOwnPage ? undefined : t('version.registered', { at: formatSince(version.createdAt, now, locale) })
      }
      aside={!isOwnPage && version.aliases.map((alias) => <AliasTag key={alias} alias={alias} />)}
    >
      <div className={classes.parts}>
        <div className={classes.column}>
          <OriginPart version={version} isDescribed={!isOwnPage} />
          <EnvironmentPart version={version} />
          <FilesPart version={version} />
        </div>
        <div className={classes.column}>
          <SignaturePart version={version} />
          <ExamplePart version={version} onTry={onTry} />
        </div>
      </div>
    </Panel>
  );
}

type OriginPartProps = {
  readonly version: ModelVersion;
  /** With its description, which the page of a version shows elsewhere. */
  readonly isDescribed: boolean;
};

function OriginPart({ version, isDescribed }: OriginPartProps) {
  const { t } = useTranslation();
  const { runId, modelId, source, uri, description } = version;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t('version.run'), runId === null ? t('version.noRun') : <OriginRun key="run" runId={runId} />],
    modelId === null
      ? [t('version.source'), <Code key="source" text={source} />]
      : [t('version.loggedModel'), <LoggedModelLink key="model" modelId={modelId} />],
    [t('version.flavors'), <Flavors key="flavors" version={version} />],
    [t('version.loggedBy'), <Author key="author" version={version} />],
    [
      t('version.address'),
      <span key="address" className={classes.copied}>
        <Code text={uri} />
        <CopyButton text={uri} label={t('version.copyAddress', { address: uri })} />
      </span>,
    ],
    [t('version.runsIn'), <Runtime key="runtime" version={version} />],
  ];
  return (
    <section className={classes.part} aria-label={t('version.origin')}>
      {isDescribed && description !== '' && (
        <p className={classes.description} translate="no">
          {description}
        </p>
      )}
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name} className={classes.fact}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Code({ text }: { text: string }) {
  return (
    <code className="mono" translate="no">
      {text}
    </code>
  );
}

function Flavors({ version: { flavors } }: { version: ModelVersion }) {
  return flavors.length === 0 ? '–' : <Code text={flavors.join(', ')} />;
}

function Author({ version }: { version: ModelVersion }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const files = useQuery(versionFilesQuery(bridge.client, version.name, version.version));
  if (takesTexts(version)) return t('version.stile');
  const mlflow = files.data?.mlflowVersion ?? null;
  return mlflow === null ? '–' : t('version.mlflow', { version: mlflow });
}

/** Where the model runs: in Stile, in ONNX Runtime, or in a Python whose state follows the engine's events. */
function Runtime({ version }: { version: ModelVersion }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const status = useQuery(servingStatusQuery(bridge.client));
  const { flavors } = version;
  if (takesTexts(version)) return t('version.runsInStile');
  const isOnnx = flavors.includes('onnx');
  if (!isOnnx && !flavors.includes('python_function') && !flavors.includes('sklearn'))
    return t('version.notRunnable');
  const served = status.data?.python.find(
    (one) => one.name === version.name && one.version === version.version,
  );
  // It runs in Python after all where code of the author's own is around it.
  if (isOnnx && served?.runtime !== 'python')
    return (
      <>
        <p>{t('version.runsInOnnx')}</p>
        {served !== undefined && (
          <PythonState name={version.name} version={version.version} served={served} />
        )}
      </>
    );
  return <PythonState name={version.name} version={version.version} served={served} />;
}
