import { Button, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegisteredModel } from '#contract/registry.ts';
import type { ServedPrediction } from '#contract/serving.ts';
import { useApp } from '#renderer/app-context.ts';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { formatMicros, formatShare } from '#renderer/parts/figures.ts';
import { isShortcut, keyHint } from '#renderer/parts/key-hints.ts';
import { Panel } from '#renderer/parts/panel.tsx';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { servingStatusQuery } from './queries.ts';
import classes from './try-it.module.css';

const examples = ['example1', 'example2', 'example3'] as const;

/** Ask the champion: its answer, how sure it is, which version answered and how fast. */
export function TryIt({ model }: { model: RegisteredModel | null }) {
  const { t } = useTranslation();
  const { bridge, platform } = useApp();
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const name = model?.name ?? '';
  const asking = useMutation({
    mutationFn: (asked: string) =>
      bridge.client.serving.predict({ model: `models:/${name}@champion`, texts: [asked] }),
  });
  const hasChampion = (model?.champion ?? null) !== null;
  function ask(asked: string): void {
    if (hasChampion && asked.trim() !== '') asking.mutate(asked);
  }
  function tryExample(example: string): void {
    setText(example);
    ask(example);
    field.current?.focus();
  }
  return (
    <Panel
      title={t('tryIt.title')}
      sub={hasChampion ? `${name}@champion` : undefined}
      aside={<ServingAddress />}
    >
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
                disabled={!hasChampion}
                onClick={() => tryExample(t(`tryIt.${example}`))}
              >
                {t(`tryIt.${example}`)}
              </button>
            ))}
          </div>
          <Button type="submit" disabled={!hasChampion || text.trim() === ''}>
            {t('tryIt.ask')}
            <span className={classes.key}>{keyHint('mod+Enter', platform)}</span>
          </Button>
        </div>
      </form>
      <div className={classes.answer} role="status">
        {!hasChampion ? (
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
