import { Button } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PipelinePython } from '#contract/pipeline-python.ts';
import { storedProblem } from '#renderer/bridge/problems.ts';
import '#renderer/i18n/late/python-words.ts';
import { wordProblem } from '#renderer/i18n/word-problem.ts';
import { useOpenSheet } from '#renderer/parts/side-sheet.tsx';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import type { GlyphShape } from '#renderer/parts/status-glyph.tsx';
import classes from './python.module.css';
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

type PipelinePythonProps = { readonly name: string; readonly python: PipelinePython };

/**
 * How it stands with the Python of a pipeline's tasks before a run, in one line that opens to what there is to know;
 * nothing for a pipeline that needs none.
 */
export function PipelinePythonState({ name, python }: PipelinePythonProps) {
  return python.state === null ? null : <Known name={name} python={python} state={python.state} />;
}

type KnownProps = PipelinePythonProps & { readonly state: State };

function Known({ name, python, state }: KnownProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const troubles = useTroubles(python, state);
  const words = t(`python.ofTasks.states.${state}`, { version: python.version });
  const Chevron = isOpen ? IconChevronUp : IconChevronDown;
  return (
    <div
      className={classes.state}
      role="group"
      aria-label={t('python.ofTasks.label', { name })}
      data-open={isOpen || undefined}
    >
      <div className={classes.stateHead}>
        <button
          type="button"
          className={classes.toggle}
          aria-expanded={isOpen}
          onClick={() => setOpen((open) => !open)}
        >
          <StateLabel shape={shapes[state]}>
            <span className={classes.stateWords} title={words}>
              {words}
            </span>
          </StateLabel>
          <Chevron size={12} stroke={1.5} aria-hidden="true" />
        </button>
        {!isOpen && troubles.length > 0 && (
          <span className={classes.trouble} title={troubles.join('\n')}>
            {troubles.join(' ')}
          </span>
        )}
        <PrepareActs name={name} python={python} state={state} onPrepare={() => setOpen(true)} />
      </div>
      {isOpen && <Details python={python} state={state} troubles={troubles} />}
    </div>
  );
}

type DetailsProps = Omit<KnownProps, 'name'> & { readonly troubles: readonly string[] };

function Details({ python: { path, line, requirements }, state, troubles }: DetailsProps) {
  const { t } = useTranslation();
  const openSheet = useOpenSheet();
  // Until it is there, what will be in it says more than what it is made with.
  const where = state === 'absent' ? requirements.join(' ') : (path ?? '');
  return (
    <>
      {troubles.map((trouble) => (
        <p key={trouble} className={classes.failure}>
          {trouble}
        </p>
      ))}
      {[line ?? '', where]
        .filter((text) => text !== '')
        .map((text) => (
          <p key={text} className={`${classes.line ?? ''} sm mono`} translate="no" title={text}>
            {text}
          </p>
        ))}
      <button type="button" className={classes.link} onClick={() => openSheet('python')}>
        {t('python.link')}
      </button>
    </>
  );
}

/** What is wrong, in whole sentences. */
function useTroubles({ missing, failure, problem }: PipelinePython, state: State): readonly string[] {
  const { t } = useTranslation();
  if (state === 'incomplete')
    return missing.map(({ taskId, packages }) =>
      t('python.ofTasks.missing', { task: taskId, packages: packages.join(', ') }),
    );
  return failure === null ? [] : [wordProblem(storedProblem({ ...failure, message: problem ?? '' }), t)];
}

type PrepareProps = KnownProps & {
  /** Its installer says what it does in the details. */
  readonly onPrepare: () => void;
};

function PrepareActs({ name, python: { environmentId }, state, onPrepare }: PrepareProps) {
  const { t } = useTranslation();
  const acts = usePythonActs();
  const [isBusy, setBusy] = useState(false);
  async function prepare(): Promise<void> {
    setBusy(true);
    onPrepare();
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
