import { Autocomplete, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Shape } from './field-model.ts';
import { chooseShape } from './field-model.ts';
import { commonValue, textToValue, valueToText } from './field-values.ts';
import type { Target } from './field-values.ts';
import classes from './form.module.css';
import { useForm } from './form-context.ts';
import type { ReferenceKind } from './references.ts';
import { useFieldDraft } from './use-field-draft.ts';

type TextControlProps = {
  readonly id?: string;
  readonly target: Target;
  readonly shape: Shape;
  readonly label: string;
  readonly placeholder?: string;
  readonly reference?: ReferenceKind | null;
  /** It may have several lines. */
  readonly isLong?: boolean;
  readonly isWrong?: boolean;
};

/** Anything that is written: texts, numbers, templates, names with those that there are. */
export function TextControl(props: TextControlProps) {
  const { id, target, shape, label, placeholder = '', reference = null, isLong = false } = props;
  const { t } = useTranslation();
  const form = useForm();
  const { value, isMixed } = commonValue(target);
  const draft = useFieldDraft(
    valueToText(value),
    (text) => form.set(target, textToValue(text, shape)),
    form.undo,
  );
  const shared = {
    ...(id === undefined ? { 'aria-label': label } : { id }),
    value: draft.text,
    placeholder: isMixed ? t('pipelineForm.mixed') : placeholder,
    error: props.isWrong === true,
    onBlur: draft.leave,
    onKeyDown: draft.onKeyDown,
    spellCheck: false,
    autoComplete: 'off',
    classNames: { input: classes.input },
  };
  if (isLong || draft.text.includes('\n'))
    return (
      <Textarea
        {...shared}
        autosize
        minRows={isLong ? 3 : 1}
        maxRows={12}
        onChange={(event) => draft.change(event.currentTarget.value)}
      />
    );
  if (reference !== null)
    return (
      <Autocomplete
        {...shared}
        size="xs"
        data={suggestions(form, reference, t('pipelineForm.templateKinds.output'), t('pipelineForm.known'))}
        limit={60}
        maxDropdownHeight={280}
        onChange={draft.change}
        onOptionSubmit={(picked) => form.set(target, picked)}
        comboboxProps={{ transitionProps: { duration: 0 } }}
      />
    );
  return (
    <TextInput
      {...shared}
      inputMode={shape.kind === 'number' ? (shape.isWhole ? 'numeric' : 'decimal') : 'text'}
      onChange={(event) => draft.change(event.currentTarget.value)}
    />
  );
}

/** Names that there are, and outputs of tasks before. */
function suggestions(
  { namesOf, templates }: ReturnType<typeof useForm>,
  kind: ReferenceKind,
  outputs: string,
  known: string,
) {
  const items = [...new Set(namesOf(kind))];
  const made = templates.filter((one) => one.kind === 'output').map(({ text }) => text);
  return [
    ...(items.length > 0 ? [{ group: known, items }] : []),
    ...(made.length > 0 && takesOutputs(kind) ? [{ group: outputs, items: made }] : []),
  ];
}

function takesOutputs(kind: ReferenceKind): boolean {
  return kind === 'dataset' || kind === 'model' || kind === 'modelUri';
}

/** The shape that the value of a target is edited in. */
export function shapeOf(shapes: readonly Shape[], target: Target): Shape {
  return chooseShape(shapes, commonValue(target).value);
}
