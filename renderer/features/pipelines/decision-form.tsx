import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskRun } from '#contract/pipelines.ts';
import { useApp } from '#renderer/app-context.ts';
import { Section } from '#renderer/parts/inspector.tsx';
import { useAct } from '#renderer/parts/use-act.ts';
import classes from './pipelines.module.css';

type DecisionFormProps = {
  readonly pipelineRunId: string;
  readonly task: TaskRun;
};

/** A task that asks waits for this answer, and keeps it with its reason. */
export function DecisionForm({ pipelineRunId, task: { taskId, mapIndex, question } }: DecisionFormProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const act = useAct();
  const [reason, setReason] = useState('');
  const decide = (approved: boolean): void => {
    void act({
      run: () =>
        bridge.client.pipelines.decide({ pipelineRunId, taskId, mapIndex, approved, reason: reason.trim() }),
      done: t(approved ? 'pipelines.didApprove' : 'pipelines.didReject', { name: taskId }),
    });
  };
  return (
    <Section title={t('pipelines.question')}>
      <p className={classes.reason} translate="no">
        {question}
      </p>
      <form
        className={classes.decision}
        onSubmit={(event) => {
          event.preventDefault();
          decide(true);
        }}
      >
        <TextInput
          label={t('pipelines.decisionReason')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <div className={classes.decisionActs}>
          <Button type="submit" variant="filled">
            {t('pipelines.approve')}
          </Button>
          <Button onClick={() => decide(false)}>{t('pipelines.reject')}</Button>
        </div>
      </form>
    </Section>
  );
}
