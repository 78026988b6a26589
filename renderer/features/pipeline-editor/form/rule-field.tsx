import { NativeSelect } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { TriggerRule } from '#contract/pipelines.ts';
import { pipelineForm } from '#renderer/i18n/late/pipeline-form.en.ts';
import { FieldBox } from './field-box.tsx';
import { commonValue } from './field-values.ts';
import type { Target } from './field-values.ts';
import { useForm } from './form-context.ts';

/** How a task depends on the ends of those before it, with what each rule means. */
export function RuleField({ target }: { target: Target }) {
  const { t } = useTranslation();
  const id = useId();
  const form = useForm();
  const { value, isMixed } = commonValue(target);
  const rules = Object.keys(pipelineForm.rules) as TriggerRule[];
  const rule = rules.find((one) => one === value);
  const none = isMixed ? t('pipelineForm.mixed') : t('pipelineForm.ruleNotSet');
  return (
    <FieldBox
      target={target}
      label={t('pipelineForm.settings.trigger_rule.label')}
      help={t(`pipelineForm.rules.${rule ?? 'all_success'}`)}
      controlId={id}
    >
      <NativeSelect
        id={id}
        size="xs"
        value={rule ?? ''}
        data={[{ value: '', label: none }, ...rules.map((one) => ({ value: one, label: one }))]}
        onChange={(event) => form.set(target, event.currentTarget.value || undefined)}
      />
    </FieldBox>
  );
}
