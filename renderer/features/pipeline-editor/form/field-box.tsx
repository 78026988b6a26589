import { ActionIcon, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PipelineProblem } from '#contract/pipelines.ts';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import { wordPipelineProblem } from '../problems/word-pipeline-problem.ts';
import { pathText } from './field-values.ts';
import type { Target } from './field-values.ts';
import classes from './form.module.css';
import { useForm } from './form-context.ts';

type FieldBoxProps = {
  readonly target: Target;
  readonly label: string;
  readonly help: string;
  /** Of the control that the label belongs to; null where it holds several. */
  readonly controlId: string | null;
  readonly isRequired?: boolean;
  /** The control shows what is inside of it by itself: its problems stand there. */
  readonly holdsFields?: boolean;
  readonly action?: ReactNode;
  readonly children: ReactNode;
};

/** A control with its name, what it is for, what is wrong with it, and the way to take the value out again. */
export function FieldBox(props: FieldBoxProps) {
  const { target, label, help, controlId, isRequired = false, holdsFields = false, action, children } = props;
  const { t } = useTranslation();
  const form = useForm();
  const problems = useProblemsAt(target, holdsFields);
  const path = pathText(target.paths[0] ?? []);
  const isWritten = target.values.some((value) => value !== undefined);
  const Label = controlId === null ? 'span' : 'label';
  return (
    <div
      className={classes.field}
      data-path={path}
      role={controlId === null ? 'group' : undefined}
      aria-label={controlId === null ? label : undefined}
    >
      <div className={classes.head}>
        <Label className={classes.label} {...(controlId !== null && { htmlFor: controlId })}>
          {label}
          {isRequired && (
            <span className={classes.required} title={t('pipelineForm.required')}>
              {' '}
              *
            </span>
          )}
        </Label>
        <span className="grow" />
        {action}
        {isWritten && !isRequired && (
          <Tooltip label={t('pipelineForm.clear')}>
            <ActionIcon
              size={18}
              aria-label={t('pipelineForm.clearNamed', { name: label })}
              onClick={() => form.set(target, undefined)}
            >
              <IconX size={12} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      {children}
      {problems.map((problem) => (
        <ProblemOfField key={`${problem.code} ${problem.path}`} problem={problem} />
      ))}
      {form.refusal?.path === path && (
        <p className={classes.problem} data-severity="error" role="alert">
          <StatusGlyph shape="failed" size={12} />
          {form.refusal.text}
        </p>
      )}
      {help !== '' && <p className={classes.help}>{help}</p>}
    </div>
  );
}

/** What the check of the file found at a target; of one that shows no fields, also what it found inside of it. */
export function useProblemsAt({ paths }: Target, holdsFields: boolean): readonly PipelineProblem[] {
  const { problems } = useForm();
  const wanted = paths.map(pathText);
  return problems.filter(({ path }) =>
    wanted.some((one) => path === one || (!holdsFields && path.startsWith(`${one}.`))),
  );
}

export function ProblemOfField({ problem }: { problem: PipelineProblem }) {
  const { t, i18n } = useTranslation();
  return (
    <p className={classes.problem} data-severity={problem.severity} role="note">
      <StatusGlyph shape={problem.severity === 'error' ? 'failed' : 'warning'} size={12} />
      <span>{wordPipelineProblem(problem, t, i18n.language)}</span>
    </p>
  );
}
