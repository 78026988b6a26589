import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServingStatus } from '#contract/serving.ts';
import { storedProblem } from '#renderer/bridge/problems.ts';
import '#renderer/i18n/late/python-words.ts';
import { wordProblem } from '#renderer/i18n/word-problem.ts';
import { useOpenSheet } from '#renderer/parts/side-sheet.tsx';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import type { GlyphShape } from '#renderer/parts/status-glyph.tsx';
import classes from './python.module.css';
import { usePythonActs } from './use-python-acts.ts';

/** A model that runs in Python, as serving tells of it. */
type ServedPython = ServingStatus['python'][number];

type PythonStateProps = {
  readonly name: string;
  readonly version: number;
  /** Undefined while nobody has asked this version yet. */
  readonly served: ServedPython | undefined;
};

const shapes: Readonly<Record<ServedPython['state'], GlyphShape>> = {
  off: 'stopped',
  preparing: 'running',
  starting: 'running',
  ready: 'finished',
  failed: 'failed',
};

/** How it stands with the Python of a version: what happens, in which Python, why it failed and what can be done. */
export function PythonState({ name, version, served }: PythonStateProps) {
  const { t } = useTranslation();
  const state = served?.state ?? 'off';
  const isPython = served?.runtime !== 'onnx';
  return (
    <div className={classes.state} role="group" aria-label={t('python.stateOf', { name, version })}>
      <div className={classes.stateHead} role="status">
        <StateLabel shape={shapes[state]}>{t(`python.states.${state}`)}</StateLabel>
        {state === 'off' && <span className="g3 sm">{t('python.offText')}</span>}
      </div>
      {state === 'failed' && served !== undefined && <Failure served={served} />}
      {served?.line != null && (
        <p className={`${classes.line ?? ''} mono`} translate="no" title={served.line}>
          {served.line}
        </p>
      )}
      {served?.python != null && isPython && (
        <p className={`${classes.path ?? ''} mono`} translate="no">
          {served.python}
        </p>
      )}
      {served?.remarks.map((remark) => (
        <Remark key={remark.text} remark={remark} />
      ))}
      {/* ONNX Runtime comes with Stile: there is nothing to prepare. */}
      {isPython && <StateActs name={name} version={version} state={state} />}
    </div>
  );
}

/** In the language of the screen; what a program said itself stands as it said it. */
function Remark({ remark: { code, facts, text } }: { remark: ServedPython['remarks'][number] }) {
  const { recorded = '–', found = '–', problem = '–' } = facts;
  const { t } = useTranslation();
  const isForeign = code === 'other';
  return (
    <p className={`${classes.words ?? ''} sm`} {...(isForeign && { lang: 'en', translate: 'no' as const })}>
      {isForeign ? text : t(`python.remarks.${code}`, { recorded, found, problem })}
    </p>
  );
}

type StateActsProps = {
  readonly name: string;
  readonly version: number;
  readonly state: ServedPython['state'];
};

function StateActs({ name, version, state }: StateActsProps) {
  const { t } = useTranslation();
  const openSheet = useOpenSheet();
  return (
    <div className={classes.stateActs}>
      {(state === 'off' || state === 'failed') && (
        <PrepareButton name={name} version={version} hasFailed={state === 'failed'} />
      )}
      <button type="button" className={classes.link} onClick={() => openSheet('python')}>
        {t('python.link')}
      </button>
    </div>
  );
}

function Failure({ served: { failure, problem } }: { served: ServedPython }) {
  const { t } = useTranslation();
  return (
    <p className={classes.failure}>
      {failure === null ? (
        <>
          {t('python.crashed')} <span lang="en">{problem}</span>
        </>
      ) : (
        wordProblem(storedProblem({ ...failure, message: problem ?? '' }), t)
      )}
    </p>
  );
}

type PrepareButtonProps = { readonly name: string; readonly version: number; readonly hasFailed: boolean };

function PrepareButton({ name, version, hasFailed }: PrepareButtonProps) {
  const { t } = useTranslation();
  const acts = usePythonActs();
  const [isBusy, setBusy] = useState(false);
  async function prepare(): Promise<void> {
    setBusy(true);
    await acts.prepare(name, version);
    setBusy(false);
  }
  return (
    <Button size="compact-xs" disabled={isBusy} onClick={() => void prepare()}>
      {isBusy ? t('python.preparing') : hasFailed ? t('python.tryAgain') : t('python.prepare')}
    </Button>
  );
}
