import { ActionIcon, Button, NativeSelect, Switch } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldBox, useProblemsAt } from './field-box.tsx';
import type { Field, Shape } from './field-model.ts';
import { commonValue, stepInto, valueToText } from './field-values.ts';
import type { Target } from './field-values.ts';
import classes from './form.module.css';
import { useForm } from './form-context.ts';
import { RecordControl } from './record-control.tsx';
import { TemplateMenu } from './template-menu.tsx';
import { shapeOf, TextControl } from './text-control.tsx';

type SchemaFieldsProps = {
  readonly fields: readonly Field[];
  readonly target: Target;
  /** The keys that lead to these fields from where the form begins. */
  readonly keys?: readonly string[];
};

/** The fields of an object, as its schema lists them. */
export function SchemaFields({ fields, target, keys = [] }: SchemaFieldsProps) {
  return (
    <>
      {fields.map((field) => (
        <SchemaField
          key={field.key}
          field={field}
          target={stepInto(target, field.key)}
          keys={[...keys, field.key]}
        />
      ))}
    </>
  );
}

/** Keys whose text is code, or a sentence or more. */
const longKeys: ReadonlySet<string> = new Set(['command', 'query', 'statements', 'question', 'description']);

type SchemaFieldProps = {
  readonly field: Field;
  readonly target: Target;
  readonly keys: readonly string[];
};

function SchemaField({ field, target, keys }: SchemaFieldProps) {
  const id = useId();
  const form = useForm();
  const { label, help } = form.wordField(keys, field.description);
  const shape = shapeOf(field.shapes, target);
  const { value } = commonValue(target);
  const reference = form.referenceOf(keys);
  const note = reference !== null && typeof value === 'string' ? form.noteOf(reference, value) : null;
  const holdsFields = shape.kind === 'list' || shape.kind === 'object' || shape.kind === 'record';
  return (
    <FieldBox
      target={target}
      label={label}
      help={note === null ? help : `${help} ${note}`}
      isRequired={field.isRequired}
      controlId={holdsFields ? null : id}
      holdsFields={holdsFields}
      action={
        shape.kind !== 'object' &&
        shape.kind !== 'record' && (
          <TemplateMenu label={label} onPick={(picked) => form.set(target, joined(value, picked, shape))} />
        )
      }
    >
      {holdsFields ? (
        <Inside shape={shape} target={target} keys={keys} label={label} />
      ) : (
        <OneValue id={id} field={field} target={target} keys={keys} label={label} shape={shape} />
      )}
    </FieldBox>
  );
}

type OneValueProps = SchemaFieldProps & {
  readonly id: string;
  readonly label: string;
  readonly shape: Shape;
};

/** A value without parts: a switch, a choice, or what is written. */
function OneValue({ id, field, target, keys, label, shape }: OneValueProps) {
  const { t } = useTranslation();
  const form = useForm();
  const { value, isMixed } = commonValue(target);
  const isWrong = useProblemsAt(target, false).some(({ severity }) => severity === 'error');
  if (shape.kind === 'boolean') {
    const isOn = !isMixed && (value ?? field.initial) === true;
    return (
      <Switch
        id={id}
        size="xs"
        checked={isOn}
        label={t(isMixed ? 'pipelineForm.mixed' : isOn ? 'pipelineForm.on' : 'pipelineForm.off')}
        onChange={(event) => form.set(target, event.currentTarget.checked)}
      />
    );
  }
  if (shape.kind === 'choice') {
    const none = isMixed ? t('pipelineForm.mixed') : defaultWord(field, t('pipelineForm.notSet'));
    return (
      <NativeSelect
        id={id}
        size="xs"
        value={typeof value === 'string' ? value : ''}
        error={isWrong}
        data={choices(shape.options, none)}
        onChange={(event) => form.set(target, event.currentTarget.value || undefined)}
      />
    );
  }
  return (
    <>
      <TextControl
        id={id}
        target={target}
        shape={shape}
        label={label}
        reference={form.referenceOf(keys)}
        isLong={longKeys.has(field.key) && shape.kind === 'text'}
        isWrong={isWrong}
        placeholder={placeholderOf(field, shape)}
      />
      {shape.kind === 'text' && field.shapes.some(({ kind }) => kind === 'list') && (
        <Button
          size="compact-xs"
          variant="subtle"
          className={classes.add}
          onClick={() => form.set(target, [valueToText(value)])}
        >
          {t('pipelineForm.severalValues')}
        </Button>
      )}
    </>
  );
}

/** A template goes into a text where there is one already, and is the whole value otherwise. */
function joined(value: unknown, picked: string, { kind }: Shape): unknown {
  if (kind === 'list') return [...(Array.isArray(value) ? (value as unknown[]) : []), picked];
  return kind === 'text' && typeof value === 'string' && value !== '' ? `${value}${picked}` : picked;
}

function choices(options: readonly string[], none: string) {
  return [{ value: '', label: none }, ...options.map((value) => ({ value, label: value }))];
}

function defaultWord({ initial }: Field, none: string): string {
  return typeof initial === 'string' ? `${initial} (${none})` : none;
}

function placeholderOf({ initial, description }: Field, shape: Shape): string {
  if (initial !== undefined) return valueToText(initial);
  if (shape.kind === 'text' && shape.isDuration) return /\((\d\w+)\)$/.exec(description)?.[1] ?? '60s';
  return /\(([\w.]+)\)$/.exec(description)?.[1] ?? '';
}

type InsideProps = {
  readonly shape: Shape;
  readonly target: Target;
  readonly keys: readonly string[];
  readonly label: string;
};

function Inside({ shape, target, keys, label }: InsideProps) {
  if (shape.kind === 'object')
    return (
      <div className={classes.inside}>
        <SchemaFields fields={shape.fields} target={target} keys={keys} />
      </div>
    );
  if (shape.kind === 'record')
    return <RecordControl target={target} value={shape.value} keys={keys} label={label} />;
  return shape.kind === 'list' ? (
    <ListControl shape={shape} target={target} keys={keys} label={label} />
  ) : null;
}

type ListControlProps = Omit<InsideProps, 'shape'> & { readonly shape: Extract<Shape, { kind: 'list' }> };

/** Items one below the other; of a list of objects each with its fields. */
function ListControl({ shape, target, keys, label }: ListControlProps) {
  const { t } = useTranslation();
  const form = useForm();
  const { value } = commonValue(target);
  const items = Array.isArray(value) ? (value as unknown[]) : [];
  const isFull = shape.size !== null && items.length >= shape.size;
  const [first] = shape.item;
  return (
    <div className={classes.list}>
      {items.map((_, index) => {
        const item = stepInto(target, index);
        const itemShape = shapeOf(shape.item, item);
        const name = t('pipelineForm.itemOf', { name: label, number: String(index + 1) });
        return (
          // Items have no names: the place is what tells them apart.
          <div key={index} className={itemShape.kind === 'object' ? classes.card : classes.line}>
            {itemShape.kind === 'object' ? (
              <div className="grow">
                <SchemaFields fields={itemShape.fields} target={item} keys={keys} />
              </div>
            ) : (
              <TextControl target={item} shape={itemShape} label={name} reference={form.referenceOf(keys)} />
            )}
            {shape.size === null && (
              <ActionIcon
                size={24}
                aria-label={t('pipelineForm.removeNamed', { name })}
                onClick={() => form.set(items.length === 1 ? target : item, undefined)}
              >
                <IconX size={13} stroke={1.5} />
              </ActionIcon>
            )}
          </div>
        );
      })}
      {!isFull && (
        <Button
          size="compact-xs"
          variant="subtle"
          className={classes.add}
          leftSection={<IconPlus size={13} stroke={1.5} />}
          aria-label={t('pipelineForm.addTo', { name: label })}
          onClick={() => form.set(stepInto(target, items.length), emptyItem(first, shape.size))}
        >
          {t('pipelineForm.addOne')}
        </Button>
      )}
    </div>
  );
}

function emptyItem(shape: Shape | undefined, size: number | null): unknown {
  if (shape?.kind === 'object') {
    const needed = shape.fields.filter(({ isRequired }) => isRequired);
    return Object.fromEntries(needed.map(({ key }) => [key, '']));
  }
  return shape?.kind === 'number' ? (size === null ? 0 : 1) : '';
}
