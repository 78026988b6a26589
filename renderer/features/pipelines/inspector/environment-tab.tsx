import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { AttemptDetail } from '#contract/pipeline-views.ts';
import type { PipelineRun } from '#contract/pipelines.ts';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { Facts, Section } from '#renderer/parts/inspector.tsx';
import classes from './inspector.module.css';

type EnvironmentTabProps = { readonly run: PipelineRun; readonly detail: AttemptDetail };

/** What a try ran in: its Python, process, variables and the definition of its run. */
export function EnvironmentTab({ run, detail: { environment } }: EnvironmentTabProps) {
  const { t } = useTranslation();
  const { python, hash, exitCode, signal, pid, variables } = environment;
  const facts: readonly (readonly [string, string | null])[] = [
    [t('pipelineRuns.env.python'), python],
    [t('pipelineRuns.env.hash'), hash === null ? null : hash.slice(0, 12)],
    [t('pipelineRuns.env.exitCode'), exitCode === null ? null : String(exitCode)],
    [t('pipelineRuns.env.signal'), signal],
    [t('pipelineRuns.env.pid'), pid === null ? null : String(pid)],
  ];
  const known = facts.flatMap(([name, value]): [string, ReactNode][] =>
    value === null
      ? []
      : [
          [
            name,
            <span key={name} className={classes.plain} translate="no">
              {value}
            </span>,
          ],
        ],
  );
  const names = Object.entries(variables);
  return (
    <>
      {known.length === 0 && <p className={classes.alone}>{t('pipelineRuns.env.none')}</p>}
      <Facts
        facts={[
          ...known,
          [
            t('pipelineRuns.env.definition'),
            <Link
              key="definition"
              to="/pipelines/runs/$pipelineRunId"
              params={{ pipelineRunId: run.pipelineRunId }}
              search={{ view: 'definition' }}
              className={classes.link}
              translate="no"
            >
              {run.definitionHash.slice(0, 8)}
            </Link>,
          ],
        ]}
      />
      <Section title={t('pipelineRuns.env.variables')} count={names.length}>
        {names.length === 0 && <p className="g3 sm">{t('pipelineRuns.env.noVariables')}</p>}
        {names.map(([name, value]) => (
          <div key={name} className={classes.output}>
            <span className={classes.outputName} title={name} translate="no">
              {name}
            </span>
            <span className={`${classes.plain ?? ''} ${classes.lined ?? ''}`} translate="no">
              {value}
            </span>
            <CopyButton text={value} label={t('pipelineRuns.copyValue', { name })} />
          </div>
        ))}
      </Section>
    </>
  );
}
