import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ModelVersion } from '#contract/registry.ts';
import { useApp } from '#renderer/app-context.ts';
import { toProblem } from '#renderer/bridge/problems.ts';
import notice from '#renderer/parts/problem-notice.module.css';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import { PythonState } from '../python/index.ts';
import { servingStatusQuery } from './queries.ts';
import type { RowProblem } from './read-cell.ts';

/** What is wrong with a row, where, and what to write instead. */
export function RowProblemNotice({ id, problem }: { id: string; problem: RowProblem }) {
  const { t } = useTranslation();
  const { kind, ...values } = problem;
  return (
    <p className={notice.inline} role="alert" id={id}>
      <StatusGlyph shape="failed" size={12} />
      <span>{t(`tryRows.problems.${kind}`, values)}</span>
    </p>
  );
}

/** What the engine or the model said instead of an answer. A model speaks English, whatever the window speaks. */
export function Refusal({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const problem = toProblem(error);
  if (problem.code !== 'INVALID_ARGUMENT' || problem.data.field !== 'rows')
    return <InlineProblem error={error} />;
  return (
    <p className={notice.inline} role="alert">
      <StatusGlyph shape="failed" size={12} />
      <span>{t('tryRows.refused', { rule: problem.data.rule })}</span>
    </p>
  );
}

/** While no answer is there: what its Python is at, as the first question may have to wait for it. */
export function WaitingForPython({ version: { name, version } }: { version: ModelVersion }) {
  const { bridge } = useApp();
  const status = useQuery(servingStatusQuery(bridge.client));
  const served = status.data?.python.find((one) => one.name === name && one.version === version);
  if (served === undefined || served.state === 'ready') return null;
  return <PythonState name={name} version={version} served={served} />;
}
