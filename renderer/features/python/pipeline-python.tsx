import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PipelinePython } from '#contract/pipeline-python.ts';
import { useApp } from '#renderer/app-context.ts';
import { storedProblem } from '#renderer/bridge/problems.ts';
import '#renderer/i18n/late/python-words.ts';
import { wordProblem } from '#renderer/i18n/word-problem.ts';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { useOpenSheet } from '#renderer/parts/side-sheet.tsx';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import type { GlyphShape } from '#renderer/parts/status-glyph.tsx';
import classes from './python.module.css';
import { pipelinePythonQuery } from './queries.ts';
import { usePythonActs } from './use-python-acts.ts';

type State = NonNullable<PipelinePython['state']>;

const shapes: Readonly<Record<State, GlyphShape>> = {
  ready: 'finished',
  incomplete: 'warning',
  absent: 'queued',
  preparing: 'running',
  failed: 'failed',
  unusable: 'failed',
};

/** How it stands with the Python of a pipeline's tasks before a run; nothing for one that needs none. */
export function PipelinePythonState({ name }: { readonly name: string }) {
  const { bridge } = useApp();
  const found = useQuery(pipelinePythonQuery(bridge.client, name));
  if (found.isError && found.data === undefined) return <InlineProblem error={found.error} />;
  if (found.data?.state == null) return null;
  return <Known name={name} python={found.data} state={found.data.state} />;
}

type KnownProps = { readonly name: string; readonly python: PipelinePython; readonly state: State };

function Known({ name, python, state }: KnownProps) {
  const { t } = useTranslation();
  const openSheet = useOpenSheet();
  const { path, version, line, requirements } = python;
  // Until it is there, what will be in it says more than what it is made with.
  const where = state === 'absent' ? requirements.join(' ') : (path ?? '');
  return (
    <div className={classes.state} role="group" aria-label={t('python.ofTasks.label', { name })}>
      <div className={classes.stateHead} role="status">
        <StateLabel shape={shapes[state]}>{t(`python.ofTasks.states.${state}`, { version })}</StateLabel>
        <PrepareActs name={name} python={python} state={state} />
      </div>
      <Trouble python={python} state={state} />
      {line !== null && (
        <p className={`${classes.line ?? ''} mono`} translate="no" title={line}>
          {line}
        </p>
      )}
      {where !== '' && (
        <p className={`${classes.line ?? ''} sm mono`} translate="no" title={where}>
          {where}
        </p>
      )}
      {state === 'unusable' && (
        <button type="button" className={classes.link} onClick={() => openSheet('python')}>
          {t('python.link')}
        </button>
      )}
    </div>
  );
}

function Trouble({ python: { missing, failure, problem }, state }: Omit<KnownProps, 'name'>) {
  const { t } = useTranslation();
  if (state === 'incomplete') {
    return missing.map(({ taskId, packages }) => (
      <p key={taskId} className={classes.failure}>
        {t('python.ofTasks.missing', { task: taskId, packages: packages.join(', ') })}
      </p>
    ));
  }
  if (failure === null) return null;
  return (
    <p className={classes.failure}>{wordProblem(storedProblem({ ...failure, message: problem ?? '' }), t)}</p>
  );
}

function PrepareActs({ name, python: { environmentId }, state }: KnownProps) {
  const { t } = useTranslation();
  const acts = usePythonActs();
  const [isBusy, setBusy] = useState(false);
  async function prepare(): Promise<void> {
    setBusy(true);
    await acts.preparePipeline(name);
    setBusy(false);
  }
  if (state === 'preparing' && environmentId !== null) {
    return (
      <Button
        size="compact-xs"
        variant="subtle"
        aria-label={t('python.ofTasks.actOf', { act: t('python.stop'), name })}
        onClick={() => void acts.cancel(environmentId)}
      >
        {t('python.stop')}
      </Button>
    );
  }
  if (state !== 'absent' && state !== 'failed') return null;
  const words = t(state === 'failed' ? 'python.tryAgain' : 'python.prepare');
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      disabled={isBusy}
      aria-label={t('python.ofTasks.actOf', { act: words, name })}
      onClick={() => void prepare()}
    >
      {words}
    </Button>
  );
}
