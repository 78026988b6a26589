import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PythonEnvironment } from '#contract/python.ts';
import { useApp } from '#renderer/app-context.ts';
import { storedProblem } from '#renderer/bridge/problems.ts';
import { wordProblem } from '#renderer/i18n/word-problem.ts';
import { useNow } from '#renderer/parts/clock.ts';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { Section } from '#renderer/parts/inspector.tsx';
import { formatBytes } from '#renderer/parts/numbers.ts';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import type { GlyphShape } from '#renderer/parts/status-glyph.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { formatSince } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import classes from './python.module.css';
import { environmentsQuery } from './queries.ts';
import { usePythonActs } from './use-python-acts.ts';

/** The environments that Stile has made, is making, or could not make. */
export function EnvironmentList() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const found = useQuery(environmentsQuery(bridge.client));
  return (
    <Section title={t('python.environments')} count={found.data?.length ?? 0}>
      {found.data === undefined ? (
        found.isError ? (
          <InlineProblem error={found.error} />
        ) : (
          <StillBars rows={2} />
        )
      ) : (
        <>
          <p className="g3 sm">
            {found.data.length === 0 ? t('python.noEnvironments') : t('python.environmentsText')}
          </p>
          {found.data.length > 0 && (
            <ul className={classes.list} aria-label={t('python.environments')}>
              {found.data.map((one) => (
                <Environment key={one.id} environment={one} />
              ))}
            </ul>
          )}
        </>
      )}
    </Section>
  );
}

const shapes: Readonly<Record<PythonEnvironment['state'], GlyphShape>> = {
  preparing: 'running',
  ready: 'finished',
  failed: 'failed',
};

function Environment({ environment }: { environment: PythonEnvironment }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useNow();
  const { state, version, path, requirements, usedAt, bytes, line, problem, failure } = environment;
  const facts = [
    t('python.version', { version }),
    ...(bytes === null ? [] : [formatBytes(bytes, locale)]),
    ...(usedAt === null ? [] : [t('python.used', { at: formatSince(usedAt, now, locale) })]),
  ];
  return (
    <li className={classes.item}>
      <div className={classes.itemHead}>
        <StateLabel shape={shapes[state]}>{t(`python.envStates.${state}`)}</StateLabel>
        <span className="g3 sm grow">{facts.join(', ')}</span>
        {state === 'ready' && <CopyButton text={path} label={t('python.copyPath', { path })} />}
      </div>
      {requirements.length > 0 && (
        <p className={`${classes.words ?? ''} mono`} translate="no" title={requirements.join('\n')}>
          {requirements.join(' ')}
        </p>
      )}
      {line !== null && (
        <p className={`${classes.line ?? ''} mono`} translate="no" title={line}>
          {line}
        </p>
      )}
      {failure !== null && (
        <p className={classes.failure}>
          {wordProblem(storedProblem({ ...failure, message: problem ?? '' }), t)}
        </p>
      )}
      <EnvironmentActs environment={environment} />
    </li>
  );
}

function EnvironmentActs({
  environment: { id, state, bytes, requirements },
}: {
  environment: PythonEnvironment;
}) {
  const { t } = useTranslation();
  const locale = useLocale();
  const acts = usePythonActs();
  const [isConfirming, setConfirming] = useState(false);
  const packages = requirements.slice(0, 2).join(' ');
  if (state === 'preparing') {
    return (
      <div className={classes.acts}>
        <Button
          size="compact-xs"
          aria-label={t('python.cancelOne', { packages })}
          onClick={() => void acts.cancel(id)}
        >
          {t('python.stop')}
        </Button>
      </div>
    );
  }
  if (state === 'failed') {
    return (
      <div className={classes.acts}>
        <Button size="compact-xs" onClick={() => void acts.forget(id)}>
          {t('python.forget')}
        </Button>
      </div>
    );
  }
  return (
    <div className={classes.acts}>
      {isConfirming ? (
        <>
          <Button size="compact-xs" data-danger autoFocus onClick={() => void acts.remove(id)}>
            {t('python.deleteSize', { size: formatBytes(bytes ?? 0, locale) })}
          </Button>
          <Button size="compact-xs" variant="subtle" onClick={() => setConfirming(false)}>
            {t('actions.cancel')}
          </Button>
        </>
      ) : (
        <Button
          size="compact-xs"
          aria-label={t('python.deleteOne', { packages })}
          onClick={() => setConfirming(true)}
        >
          {t('actions.delete')}
        </Button>
      )}
    </div>
  );
}
