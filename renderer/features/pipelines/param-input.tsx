import { Checkbox, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { paramFault } from './param-fields.ts';
import type { ParamField } from './param-fields.ts';
import { wordParamFault } from './word-param-fault.ts';

type ParamInputProps = {
  readonly field: ParamField;
  readonly value: string | boolean;
  readonly onChange: (value: string | boolean) => void;
};

/** A field for one param of a run; a value that it does not take is told there. */
export function ParamInput({ field, value, onChange }: ParamInputProps) {
  const { t } = useTranslation();
  const fault = paramFault(field, value);
  const label = (
    <span className="mono" translate="no">
      {field.name}
    </span>
  );
  if (typeof value === 'boolean') {
    return (
      <Checkbox
        label={label}
        description={
          <span className="sm" translate="no">
            {field.description}
          </span>
        }
        checked={value}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    );
  }
  return (
    <TextInput
      label={label}
      description={
        <span className="sm" translate="no">
          {field.description}
        </span>
      }
      inputMode={field.kind === 'number' ? (field.isWhole ? 'numeric' : 'decimal') : 'text'}
      value={value}
      error={fault === null ? undefined : wordParamFault(fault, t)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
