import { ActionIcon, Button, NativeSelect, TextInput, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SchemaFields } from './field-control.tsx';
import { stepInto, valueAt } from './field-values.ts';
import type { Target } from './field-values.ts';
import classes from './form.module.css';
import { useForm } from './form-context.ts';
import { changeParamType, fieldsOf, paramTypes } from './param-types.ts';
import { usePendingField } from './pending-fields.ts';
import { freeName } from './record-control.tsx';

/**
 * What a run of the pipeline can be given: each with its kind, what counts without it, and what it may be. Their order is
 * that of the start form.
 */
export function ParamsForm({ target }: { target: Target }) {
  const { t } = useTranslation();
  const form = useForm();
  const params = (target.values[0] ?? {}) as Readonly<Record<string, unknown>>;
  const names = Object.keys(params);

  return (
    <div data-path="params">
      {names.length === 0 && <p className={classes.help}>{t('pipelineForm.settings.params.help')}</p>}
      {names.map((name, index) => (
        // By its place, so that the name can be changed where it stands.
        <section key={index} className={`${classes.card ?? ''} ${classes.paramCard ?? ''}`} aria-label={name}>
          <div className="grow">
            <ParamFields name={name} target={stepInto(target, name)} taken={names} />
            <div className="row">
              <Move
                label={t('pipelineForm.moveUp', { name })}
                isOff={index === 0}
                onMove={() => form.move(stepInto(target, name), index - 1)}
                isUp
              />
              <Move
                label={t('pipelineForm.moveDown', { name })}
                isOff={index === names.length - 1}
                onMove={() => form.move(stepInto(target, name), index + 1)}
              />
              <span className="grow" />
              <ActionIcon
                size={24}
                aria-label={t('pipelineForm.removeNamed', { name })}
                onClick={() => form.set(names.length === 1 ? target : stepInto(target, name), undefined)}
              >
                <IconTrash size={14} stroke={1.5} />
              </ActionIcon>
            </div>
          </div>
        </section>
      ))}
      <Button
        size="compact-xs"
        variant="subtle"
        className={classes.add}
        leftSection={<IconPlus size={13} stroke={1.5} />}
        onClick={() => form.set(stepInto(target, freeName(names, 'param')), { type: 'string', default: '' })}
      >
        {t('pipelineForm.addParam')}
      </Button>
    </div>
  );
}

type MoveProps = {
  readonly label: string;
  readonly isOff: boolean;
  readonly isUp?: boolean;
  readonly onMove: () => void;
};

function Move({ label, isOff, isUp = false, onMove }: MoveProps) {
  const Icon = isUp ? IconArrowUp : IconArrowDown;
  return (
    <Tooltip label={label}>
      <ActionIcon size={24} aria-label={label} disabled={isOff} onClick={onMove}>
        <Icon size={14} stroke={1.5} />
      </ActionIcon>
    </Tooltip>
  );
}

type ParamFieldsProps = {
  readonly name: string;
  readonly target: Target;
  readonly taken: readonly string[];
};

function ParamFields({ name, target, taken }: ParamFieldsProps) {
  const { t } = useTranslation();
  const form = useForm();
  const type = paramTypes.find((one) => one === valueAt(target.values[0], ['type'])) ?? 'string';
  const [text, setText] = useState<string | null>(null);
  function rename(): void {
    const to = text?.trim() ?? '';
    if (to !== '' && to !== name && !taken.includes(to)) form.renameKey(target, to);
    setText(null);
  }
  usePendingField(rename);
  return (
    <>
      <div className={classes.param}>
        <TextInput
          aria-label={t('pipelineForm.paramName', { name })}
          classNames={{ input: classes.input }}
          value={text ?? name}
          spellCheck={false}
          onChange={(event) => setText(event.currentTarget.value)}
          onBlur={rename}
          onKeyDown={(event) => {
            if (event.key === 'Enter') rename();
          }}
        />
        <NativeSelect
          size="xs"
          aria-label={t('pipelineForm.paramType', { name })}
          value={type}
          data={paramTypes.map((value) => ({ value, label: t(`pipelineForm.paramTypes.${value}`) }))}
          onChange={({ currentTarget: { value } }) => {
            const to = paramTypes.find((one) => one === value);
            if (to !== undefined) form.setKeys(target, changeParamType(target.values[0], to));
          }}
        />
      </div>
      <SchemaFields fields={fieldsOf(type)} target={target} keys={['params', '*']} />
    </>
  );
}
