import { useTranslation } from 'react-i18next';
import type { GraphTask } from '#core/pipeline-text/index.ts';
import { wordTaskKindAbout } from '#renderer/parts/task-kinds.ts';
import { useEditor } from '../session/editor-context.ts';
import { SchemaFields } from './field-control.tsx';
import { readFields, schemaAt } from './field-model.ts';
import type { Field } from './field-model.ts';
import { stepInto } from './field-values.ts';
import type { Target } from './field-values.ts';
import classes from './form.module.css';
import { FormContext } from './form-context.ts';
import { IdField, NeedsField } from './identity-fields.tsx';
import { Foldable } from './foldable.tsx';
import { RuleField } from './rule-field.tsx';
import { useFileSchema, useFormValue } from './use-form.ts';

/** Which settings stand together; the first are always seen. */
const sections = [
  { id: 'tries', keys: ['retries', 'retry_delay', 'execution_timeout', 'retry_backoff', 'max_retry_delay', 'retry_jitter'] },
  { id: 'reuse', keys: ['cache'] },
  { id: 'place', keys: ['pool', 'pool_slots', 'max_active', 'priority_weight', 'depends_on_past', 'on_interrupt', 'on_engine_exit'] },
  { id: 'environment', keys: ['env'] },
  { id: 'map', keys: ['map'] },
  { id: 'order', keys: ['group', 'setup', 'teardown'] },
  { id: 'lineage', keys: ['inputs', 'outputs'] },
] as const; // prettier-ignore

/** Everything that a task says: what its type takes, then what any task can have. */
export function TaskSettings({ task }: { task: GraphTask }) {
  const { t } = useTranslation();
  const { types } = useEditor();
  const form = useFormValue(task.id, task.type);
  const settings = useFormValue(task.id, null);
  const type = task.type === null ? undefined : types.get(task.type);
  const target: Target = { paths: [['tasks', task.id]], values: [task.data] };
  const about = wordTaskKindAbout(task.type, t) ?? type?.description ?? '';
  return (
    <>
      <FormContext value={form}>
        <div className={classes.fields}>
          {about !== '' && <p className={classes.about}>{about}</p>}
          {type === undefined && <p className={classes.about}>{t('pipelineForm.noForm')}</p>}
          <SchemaFields fields={readFields(type?.with)} target={stepInto(target, 'with')} />
        </div>
      </FormContext>
      <FormContext value={settings}>
        <div className={classes.fields}>
          <NeedsField task={task} />
          <RuleField target={stepInto(target, 'trigger_rule')} />
          <IdField task={task} />
          <Described target={target} />
        </div>
        <SettingSections target={target} />
      </FormContext>
    </>
  );
}

/** What several tasks can be given at once. */
export function CommonSettings({ tasks }: { tasks: readonly GraphTask[] }) {
  const { t } = useTranslation();
  const form = useFormValue(null, null);
  const target: Target = {
    paths: tasks.map(({ id }) => ['tasks', id]),
    values: tasks.map(({ data }) => data),
  };
  return (
    <FormContext value={form}>
      <header className={classes.title}>
        <h2 className={classes.name}>{t('pipelineForm.severalTasks', { count: tasks.length })}</h2>
      </header>
      <div className={classes.body}>
        <p className={`${classes.about} ${classes.padded}`}>{t('pipelineForm.severalHint')}</p>
        <div className={classes.fields}>
          <RuleField target={stepInto(target, 'trigger_rule')} />
        </div>
        <SettingSections target={target} />
      </div>
    </FormContext>
  );
}

/** The settings that a task, or `defaults`, can have, in the order of `sections`; what is written is shown open. */
export function SettingSections({
  target,
  schemaPath = taskPath,
}: {
  target: Target;
  schemaPath?: readonly string[];
}) {
  const { t } = useTranslation();
  const fields = useSettings(schemaPath);
  return (
    <>
      {sections.map(({ id, keys }, index) => {
        const some = keys.flatMap((key) => fields.find((field) => field.key === key) ?? []);
        const written = some.filter(({ key }) =>
          stepInto(target, key).values.some((value) => value !== undefined),
        );
        return (
          some.length > 0 && (
            <Foldable
              key={id}
              title={t(`pipelineForm.sections.${id}`)}
              count={written.length}
              isOpen={index === 0 || written.length > 0}
            >
              <div className={id === 'tries' ? classes.three : undefined}>
                <SchemaFields fields={some} target={target} />
              </div>
            </Foldable>
          )
        );
      })}
    </>
  );
}

const taskPath = ['tasks', '*'];

function useSettings(path: readonly string[]): readonly Field[] {
  const schema = useFileSchema();
  return readFields(schemaAt(schema, path));
}

function Described({ target }: { target: Target }) {
  const fields = useSettings(taskPath).filter(({ key }) => key === 'description');
  return <SchemaFields fields={fields} target={target} />;
}
