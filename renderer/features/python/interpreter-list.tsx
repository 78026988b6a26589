import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PythonInterpreter } from '#contract/python.ts';
import { useApp } from '#renderer/app-context.ts';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { Section } from '#renderer/parts/inspector.tsx';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import classes from './python.module.css';
import { interpretersQuery } from './queries.ts';
import { usePythonActs } from './use-python-acts.ts';

/** Every Python that was found, the most wanted first, with why it cannot run models where it cannot. */
export function InterpreterList() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const found = useQuery(interpretersQuery(bridge.client));
  const acts = usePythonActs();
  const looking = useMutation({ mutationFn: acts.lookAgain });
  const isBusy = looking.isPending || found.isPending;
  return (
    <Section
      title={t('python.interpreters')}
      count={found.data?.length ?? 0}
      action={
        <Button size="compact-xs" disabled={isBusy} onClick={() => looking.mutate()}>
          {isBusy ? t('python.looking') : t('python.lookAgain')}
        </Button>
      }
    >
      {looking.isError && <InlineProblem error={looking.error} />}
      {found.data === undefined ? (
        found.isError ? (
          <InlineProblem error={found.error} />
        ) : (
          <StillBars rows={3} />
        )
      ) : found.data.length === 0 ? (
        <p className="g2">
          {t('python.noneTitle')} {t('python.none')}
        </p>
      ) : (
        <ul className={classes.list} aria-label={t('python.interpreters')}>
          {found.data.map((one) => (
            <Interpreter key={one.path} interpreter={one} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Interpreter({ interpreter }: { interpreter: PythonInterpreter }) {
  const { t } = useTranslation();
  const { path, source, version, implementation, refusal, mlflow, packages, isExternallyManaged } =
    interpreter;
  const facts = [
    t(`python.sources.${source}`, { defaultValue: source }),
    ...(implementation === null || implementation === 'cpython' ? [] : [implementation]),
    ...(version === null ? [] : [t('python.packages', { count: packages })]),
    ...(mlflow === null ? [] : [t('python.mlflow', { version: mlflow })]),
    ...(isExternallyManaged ? [t('python.managed')] : []),
  ];
  return (
    <li className={classes.item} data-refused={refusal !== null || undefined}>
      <div className={classes.itemHead}>
        <span className={classes.name}>
          {version === null ? t('python.unknown') : t('python.version', { version })}
        </span>
        <CopyButton text={path} label={t('python.copyPath', { path })} />
      </div>
      <p className={`${classes.path ?? ''} mono`} translate="no">
        {path}
      </p>
      <p className="g3 sm">{facts.join(', ')}</p>
      <Reason interpreter={interpreter} />
    </li>
  );
}

function Reason({ interpreter: { refusal, problem, hasVenv } }: { interpreter: PythonInterpreter }) {
  const { t } = useTranslation();
  if (refusal === null && hasVenv) return null;
  return (
    <p className={classes.reason}>
      <StatusGlyph shape={refusal === null ? 'warning' : 'failed'} size={12} />
      <span>
        {refusal === null ? t('python.noVenv') : t(`python.refusals.${refusal}`, { problem: problem ?? '' })}
      </span>
    </p>
  );
}
