import { Button, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelVersion, RegisteredModel } from '#contract/registry.ts';
import type { ServedPrediction } from '#contract/serving.ts';
import { useApp } from '#renderer/app-context.ts';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { formatMicros, formatShare } from '#renderer/parts/figures.ts';
import { isShortcut, keyHint } from '#renderer/parts/key-hints.ts';
import { Panel } from '#renderer/parts/panel.tsx';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { servingStatusQuery } from './queries.ts';
import { takesTexts } from './read-signature.ts';
import classes from './try-it.module.css';

const examples = ['example1', 'example2', 'example3'] as const;
/** The form for rows comes only with a model that needs it. */
const TryRows = lazy(() => import('./try-rows.tsx').then((part) => ({ default: part.TryRows })));

/** Ask the champion: its answer, how sure it is, which version answered and how fast. */
export function TryIt({ model }: { model: RegisteredModel | null }) {
  const champion = model?.champion?.version ?? null;
  const name = model?.name ?? '';
  const alias = `${name}@champion`;
  if (champion === null) return <TryTexts uri={null} label={undefined} />;
  return takesTexts(champion) ? (
    <TryTexts uri={`models:/${alias}`} label={alias} />
  ) : (
    <Suspense>
      <TryRows key={champion.uri} version={champion} uri={`models:/${alias}`} label={alias} />
    </Suspense>
  );
}

/** Ask one version, whoever is champion. */
export function TryVersion({ version }: { version: ModelVersion }) {
  const { t } = useTranslation();
  const label = t('models.v', { version: version.version });
  return takesTexts(version) ? (
    <TryTexts key={version.uri} uri={version.uri} label={label} />
  ) : (
    <Suspense>
      <TryRows key={version.uri} version={version} uri={version.uri} label={label} />
    </Suspense>
  );
}

type TryTextsProps = {
  /** Null: nobody can be asked. */
  readonly uri: string | null;
  readonly label: string | undefined;
};

function TryTexts({ uri, label }: TryTextsProps) {
  const { t } = useTranslation();
  const { bridge, platform } = useApp();
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const asking = useMutation({
    mutationFn: (asked: string) => bridge.client.serving.predict({ model: uri ?? '', texts: [asked] }),
  });
  const canAsk = uri !== null;
  function ask(asked: string): void {
    if (canAsk && asked.trim() !== '') asking.mutate(asked);
  }
  function tryExample(example: string): void {
    setText(example);
    ask(example);
    field.current?.focus();
  }
  return (
    <Panel title={t('tryIt.title')} sub={label} aside={<ServingAddress />}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          ask(text);
        }}
      >
        <Textarea
          ref={field}
          rows={2}
          aria-label={t('tryIt.text')}
          placeholder={t('tryIt.placeholder')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (!isShortcut(event.nativeEvent, 'mod+Enter', platform)) return;
            event.preventDefault();
            ask(text);
          }}
        />
        <div className={classes.row}>
          <div className={classes.examples} role="group" aria-label={t('tryIt.examples')}>
            {examples.map((example) => (
              <button
                key={example}
                type="button"
                className={classes.chip}
                disabled={!canAsk}
                onClick={() => tryExample(t(`tryIt.${example}`))}
              >
                {t(`tryIt.${example}`)}
              </button>
            ))}
          </div>
          <Button type="submit" disabled={!canAsk || text.trim() === ''}>
            {t('tryIt.ask')}
            <span className={classes.key}>{keyHint('mod+Enter', platform)}</span>
          </Button>
        </div>
      </form>
      <div className={classes.answer} role="status">
        {!canAsk ? (
          <p className="g3 sm">{t('tryIt.noModel')}</p>
        ) : asking.isError ? (
          <InlineProblem error={asking.error} />
        ) : (
          asking.data !== undefined && <Answer served={asking.data} />
        )}
      </div>
    </Panel>
  );
}

function Answer({ served }: { served: ServedPrediction }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [prediction] = served.predictions;
  if (prediction === undefined) return null;
  const sorted = prediction.probabilities.toSorted((a, b) => b.probability - a.probability);
  return (
    <>
      <p className={classes.headline}>
        <span className={classes.label} translate="no">
          {prediction.label}
        </span>
        <span className="g3 sm">
          {t('tryIt.by', { version: served.model.version, time: formatMicros(served.micros, locale) })}
          {prediction.oovShare !== null &&
            `, ${t('tryIt.unseen', { share: formatShare(prediction.oovShare, locale) })}`}
        </span>
      </p>
      {sorted.length > 0 && (
        <ul className={classes.bars} aria-label={t('tryIt.probabilities')}>
          {sorted.map(({ label, probability }) => (
            <li key={label} className={classes.bar}>
              <span className={classes.barLabel} translate="no">
                {label}
              </span>
              <svg className={classes.track} aria-hidden="true">
                <rect className={classes.rest} width="100%" height="6" rx="3" />
                <rect
                  className={label === prediction.label ? classes.first : classes.other}
                  width={`${String(Math.max(probability * 100, 0.5))}%`}
                  height="6"
                  rx="3"
                />
              </svg>
              <span className={classes.share}>{formatShare(probability, locale)}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Where programs ask the same question. */
function ServingAddress() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { data } = useQuery(servingStatusQuery(bridge.client));
  if (data?.address == null) return null;
  return (
    <>
      <span className={classes.address}>{data.address.replace('http://', '')}</span>
      <CopyButton text={`${data.address}/invocations`} label={t('tryIt.copyAddress')} />
    </>
  );
}
