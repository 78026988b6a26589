import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ModelVersion } from '#contract/registry.ts';
import { useApp } from '#renderer/app-context.ts';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { formatBytes } from '#renderer/parts/numbers.ts';
import { Snippet } from '#renderer/parts/snippet.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { servingStatusQuery, takesTexts, versionFilesQuery } from '../serving/index.ts';
import { curlCode, exampleBody, pythonCode } from './ask-code.ts';
import { CopyText } from './copy-text.tsx';
import { showJson } from './show-json.ts';
import classes from './version-detail.module.css';
import { Part } from './version-parts.tsx';

type ExamplePartProps = {
  readonly version: ModelVersion;
  readonly onTry: (() => void) | undefined;
};

/** The input that was logged with the model, and how the same is asked from elsewhere. */
export function ExamplePart({ version, onTry }: ExamplePartProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const locale = useLocale();
  const { name, version: number } = version;
  const { data } = useQuery(versionFilesQuery(bridge.client, name, number));
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
      <AskElsewhere version={version} example={text} onTry={onTry} />
    </Part>
  );
}

/** What a text model is asked that was logged without an example. */
const plainBody = JSON.stringify({ inputs: ['Works like a dream'] });

/** The question as a command and as a script; nothing while nothing listens. */
function AskElsewhere({ version, example, onTry }: ExamplePartProps & { readonly example: string | null }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { data: serving } = useQuery(servingStatusQuery(bridge.client));
  const address = serving?.address ?? null;
  const body = example === null ? (takesTexts(version) ? plainBody : null) : exampleBody(example);
  const asked =
    address === null || body === null
      ? null
      : { address, name: version.name, version: version.version, body };
  return (
    <div className={classes.ask}>
      {asked !== null && (
        <>
          <CopyText text={curlCode(asked)} label={t('registry.version.curl')} />
          <CopyText text={pythonCode(asked)} label={t('registry.version.python')} />
        </>
      )}
      {onTry !== undefined && body !== null && (
        <Button size="compact-xs" onClick={onTry}>
          {t('registry.version.tryHere')}
        </Button>
      )}
    </div>
  );
}
