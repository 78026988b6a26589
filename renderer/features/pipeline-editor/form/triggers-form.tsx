import { ActionIcon, Button, Menu, NativeSelect } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { FieldBox } from './field-box.tsx';
import { stepInto, valueAt, valueToText } from './field-values.ts';
import type { Target } from './field-values.ts';
import classes from './form.module.css';
import { useForm } from './form-context.ts';
import type { ReferenceKind } from './references.ts';
import { TextControl } from './text-control.tsx';

const kinds = ['dataset', 'file', 'pipeline', 'alert'] as const;
type TriggerKind = (typeof kinds)[number];

/** What each kind of trigger names. */
const named: Readonly<Record<TriggerKind, ReferenceKind | null>> = {
  dataset: 'dataset',
  file: null,
  pipeline: 'pipeline',
  alert: 'model',
};

/** What starts a run beside the schedule: new data, a file, the end of another pipeline, an alert. */
export function TriggersForm({ target }: { target: Target }) {
  const { t } = useTranslation();
  const form = useForm();
  const triggers = Array.isArray(target.values[0]) ? (target.values[0] as unknown[]) : [];
  const add = (kind: TriggerKind): void => {
    const names = named[kind] === null ? [] : form.namesOf(named[kind]);
    const trigger = { [kind]: names[0] ?? (kind === 'alert' ? '*' : kind === 'file' ? 'data' : 'name') };
    form.set(
      triggers.length === 0 ? target : stepInto(target, triggers.length),
      triggers.length === 0 ? [trigger] : trigger,
    );
  };
  return (
    <div data-path="triggers">
      {triggers.length === 0 && <p className={classes.help}>{t('pipelineForm.settings.triggers.help')}</p>}
      {triggers.map((trigger, index) => {
        const kind = kinds.find((one) => valueAt(trigger, [one]) !== undefined) ?? 'dataset';
        const place = stepInto(target, index);
        const label = t(`pipelineForm.triggerKinds.${kind}`);
        return (
          <div key={index} className={classes.card}>
            <div className="grow">
              <FieldBox
                target={stepInto(place, kind)}
                label={label}
                help={t(`pipelineForm.triggerHelp.${kind}`)}
                controlId={null}
                isRequired
              >
                <TextControl
                  target={stepInto(place, kind)}
                  shape={{ kind: 'text', isDuration: false }}
                  label={label}
                  reference={named[kind]}
                />
              </FieldBox>
              {kind === 'pipeline' && (
                <NativeSelect
                  size="xs"
                  aria-label={t('pipelineForm.triggerOn')}
                  value={valueToText(valueAt(trigger, ['on'])) || 'success'}
                  data={(['success', 'failed', 'ended'] as const).map((value) => ({
                    value,
                    label: t(`pipelineForm.triggerEnds.${value}`),
                  }))}
                  onChange={(event) => form.set(stepInto(place, 'on'), event.currentTarget.value)}
                />
              )}
            </div>
            <ActionIcon
              size={24}
              aria-label={t('pipelineForm.removeNamed', { name: label })}
              onClick={() => form.set(triggers.length === 1 ? target : place, undefined)}
            >
              <IconTrash size={14} stroke={1.5} />
            </ActionIcon>
          </div>
        );
      })}
      <Menu position="bottom-start">
        <Menu.Target>
          <Button
            size="compact-xs"
            variant="subtle"
            className={classes.add}
            leftSection={<IconPlus size={13} stroke={1.5} />}
          >
            {t('pipelineForm.addTrigger')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {kinds.map((kind) => (
            <Menu.Item key={kind} onClick={() => add(kind)}>
              {t(`pipelineForm.triggerKinds.${kind}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
