import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Shape } from './field-model.ts';
import { commonValue, stepInto } from './field-values.ts';
import type { Target } from './field-values.ts';
import classes from './form.module.css';
import { useForm } from './form-context.ts';
import { shapeOf, TextControl } from './text-control.tsx';
import { useFieldDraft } from './use-field-draft.ts';

type RecordControlProps = {
  readonly target: Target;
  readonly value: readonly Shape[];
  readonly keys: readonly string[];
  readonly label: string;
};

/** Names that a person chooses, with a value each. */
export function RecordControl({ target, value, keys, label }: RecordControlProps) {
  const { t } = useTranslation();
  const form = useForm();
  const held = commonValue(target).value;
  const names = typeof held === 'object' && held !== null ? Object.keys(held) : [];
  const shapes = value.every(({ kind }) => kind === 'any') ? scalars : value;
  return (
    <div className={classes.list}>
      {names.map((name, index) => {
        const item = stepInto(target, name);
        return (
          // By its place, so that the field stays while its name is changed.
          <div key={index} className={classes.line}>
            <KeyName name={name} target={item} label={label} taken={names} />
            <TextControl
              target={item}
              shape={shapeOf(shapes, item)}
              label={t('pipelineForm.itemOf', { name: label, number: name })}
              reference={form.referenceOf(keys)}
            />
            <ActionIcon
              size={24}
              aria-label={t('pipelineForm.removeNamed', { name })}
              onClick={() => form.set(names.length === 1 ? target : item, undefined)}
            >
              <IconX size={13} stroke={1.5} />
            </ActionIcon>
          </div>
        );
      })}
      <Button
        size="compact-xs"
        variant="subtle"
        className={classes.add}
        leftSection={<IconPlus size={13} stroke={1.5} />}
        aria-label={t('pipelineForm.addTo', { name: label })}
        onClick={() => form.set(stepInto(target, freeName(names)), '')}
      >
        {t('pipelineForm.addOne')}
      </Button>
    </div>
  );
}

const scalars: readonly Shape[] = [{ kind: 'scalar' }];

type KeyNameProps = {
  readonly name: string;
  readonly target: Target;
  readonly label: string;
  readonly taken: readonly string[];
};

function KeyName({ name, target, label, taken }: KeyNameProps) {
  const { t } = useTranslation();
  const form = useForm();
  const draft = useFieldDraft(
    name,
    (text) => {
      const to = text.trim();
      if (to !== '' && to !== name && !taken.includes(to)) form.renameKey(target, to);
    },
    form.undo,
  );
  return (
    <TextInput
      className={classes.key}
      classNames={{ input: classes.input }}
      aria-label={t('pipelineForm.keyOf', { name: label, key: name })}
      value={draft.text}
      spellCheck={false}
      onChange={(event) => draft.change(event.currentTarget.value)}
      onBlur={draft.leave}
      onKeyDown={draft.onKeyDown}
    />
  );
}

/** `name`, `name_2`, ... */
export function freeName(taken: readonly string[], name = 'name'): string {
  let free = name;
  for (let number = 2; taken.includes(free); number++) free = `${name}_${String(number)}`;
  return free;
}
