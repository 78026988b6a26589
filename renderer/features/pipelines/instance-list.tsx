import { useTranslation } from 'react-i18next';
import type { TaskRun } from '#contract/pipelines.ts';
import { Section } from '#renderer/parts/inspector.tsx';
import { Elapsed, spanOf } from './elapsed.tsx';
import classes from './pipelines.module.css';
import { lookOf, TaskStateLabel } from './states.tsx';

type InstanceListProps = {
  readonly instances: readonly TaskRun[];
  readonly chosen: number;
  readonly onChoose: (mapIndex: number) => void;
};

/** The instances of a mapped task; choosing one shows its attempts and its log. */
export function InstanceList({ instances, chosen, onChoose }: InstanceListProps) {
  const { t } = useTranslation();
  return (
    <Section title={t('pipelines.instances')} count={instances.length}>
      <div className={classes.instances}>
        {instances.map((instance) => (
          <button
            key={instance.mapIndex}
            type="button"
            className={classes.attempt}
            aria-pressed={instance.mapIndex === chosen}
            onClick={() => onChoose(instance.mapIndex)}
          >
            <span className={classes.instanceName} translate="no" title={instance.label ?? undefined}>
              {instance.label ?? instance.mapIndex}
            </span>
            <TaskStateLabel state={lookOf(instance)} />
            <span className={classes.attemptTime}>
              <Elapsed {...spanOf(instance)} />
            </span>
          </button>
        ))}
      </div>
    </Section>
  );
}
