import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useEditorState } from '../session/editor-context.ts';
import { SchemaFields } from './field-control.tsx';
import { readFields, schemaAt } from './field-model.ts';
import { stepInto } from './field-values.ts';
import type { Target } from './field-values.ts';
import { Foldable } from './foldable.tsx';
import classes from './form.module.css';
import { FormContext, useForm } from './form-context.ts';
import { ParamsForm } from './params-form.tsx';
import { ProblemOfField, useProblemsAt } from './field-box.tsx';
import { ScheduleForm } from './schedule-form.tsx';
import { SettingSections } from './settings-tab.tsx';
import { TriggersForm } from './triggers-form.tsx';
import { useFileSchema, useFormValue } from './use-form.ts';

/** What the pipeline says of itself: shown where no task is chosen. */
export function PipelineForm() {
  const { t } = useTranslation();
  const name = useEditorState((state) => state.name);
  const top = useEditorState((state) => state.graph.top);
  const schema = useFileSchema();
  const form = useFormValue(null, null);
  const target: Target = { paths: [[]], values: [top] };
  const fields = readFields(schema);
  const pick = (...keys: string[]) => fields.filter(({ key }) => keys.includes(key));
  const params = Object.keys((top['params'] as object | null | undefined) ?? {});
  const triggers = Array.isArray(top['triggers']) ? top['triggers'].length : 0;
  return (
    <FormContext value={form}>
      <header className={classes.title}>
        <h2 className={`ell ${classes.name}`} translate="no">
          {name}
        </h2>
        <span className="g3 sm">{t('pipelineForm.pipeline')}</span>
      </header>
      <div className={classes.body}>
        <div className={classes.fields}>
          <SchemaFields fields={pick('description')} target={target} />
        </div>
        <Foldable title={t('pipelineForm.settings.params.label')} count={params.length} isOpen>
          <ParamsForm target={stepInto(target, 'params')} />
        </Foldable>
        <Foldable
          title={t('pipelineForm.settings.schedule.label')}
          count={0}
          isOpen={top['schedule'] !== undefined}
        >
          <ScheduleOfFile target={stepInto(target, 'schedule')} />
        </Foldable>
        <Foldable title={t('pipelineForm.settings.triggers.label')} count={triggers} isOpen={triggers > 0}>
          <TriggersForm target={stepInto(target, 'triggers')} />
        </Foldable>
        <Foldable title={t('pipelineForm.sections.limits')} count={0} isOpen={false}>
          <div>
            <SchemaFields fields={pick('max_active_runs', 'max_active_tasks', 'pools')} target={target} />
          </div>
        </Foldable>
        <Foldable
          title={t('pipelineForm.settings.python.label')}
          count={0}
          isOpen={top['python'] !== undefined}
        >
          <div>
            <p className={classes.help}>{t('pipelineForm.settings.python.help')}</p>
            <SchemaFields
              fields={readFields(schemaAt(schema, ['python']))}
              target={stepInto(target, 'python')}
              keys={['python']}
            />
          </div>
        </Foldable>
        <Foldable title={t('pipelineForm.settings.defaults.label')} count={0} isOpen={false}>
          <p className={classes.help}>{t('pipelineForm.settings.defaults.help')}</p>
          <SettingSections target={stepInto(target, 'defaults')} schemaPath={defaultsPath} />
        </Foldable>
      </div>
    </FormContext>
  );
}

const defaultsPath = ['defaults'];

/** The schedule of this file; without one the way to begin it. */
function ScheduleOfFile({ target }: { target: Target }) {
  const { t } = useTranslation();
  const form = useForm();
  const problems = useProblemsAt(target, false).filter(({ code }) => code !== 'clock_change');
  const [value] = target.values;
  if (value === undefined || value === null)
    return (
      <Button
        size="compact-xs"
        leftSection={<IconPlus size={13} stroke={1.5} />}
        onClick={() => form.set(target, { cron: '0 6 * * *', timezone: ownTimeZone() })}
      >
        {t('pipelineForm.addSchedule')}
      </Button>
    );
  return (
    <div data-path="schedule">
      <ScheduleForm
        value={value}
        onSet={(key, next) => form.set(stepInto(target, key), next)}
        onReplace={(next) => form.set(target, next)}
        onUndo={form.undo}
      />
      {problems.map((problem) => (
        <ProblemOfField key={`${problem.code} ${problem.path}`} problem={problem} />
      ))}
    </div>
  );
}

function ownTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
