import { useTranslation } from 'react-i18next';
import type { TaskAttempt } from '#contract/pipelines.ts';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { Section } from '#renderer/parts/inspector.tsx';
import classes from './inspector.module.css';
import { OutputView } from './output-view.tsx';

/** What a try gave out. */
export function OutputTab({ attempt }: { attempt: TaskAttempt | null }) {
  return <Outputs outputs={attempt?.outputs ?? {}} />;
}

export function Outputs({ outputs }: { outputs: TaskAttempt['outputs'] }) {
  const { t } = useTranslation();
  const entries = Object.entries(outputs);
  return (
    <Section title={t('pipelines.outputs')} count={entries.length}>
      {entries.length === 0 && <p className="g3 sm">{t('pipelines.noOutputs')}</p>}
      {entries.map(([name, value]) => (
        <div key={name} className={classes.output}>
          <span className={classes.outputName} title={name} translate="no">
            {name}
          </span>
          <div className={classes.outputValue}>
            <OutputView name={name} value={value} />
          </div>
          <CopyButton
            text={typeof value === 'string' ? value : JSON.stringify(value, null, 2)}
            label={t('pipelineRuns.copyValue', { name })}
          />
        </div>
      ))}
    </Section>
  );
}
