import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './create.module.css';
import type { NameTrouble } from './name-check.ts';

type NameFieldProps = {
  readonly name: string;
  readonly trouble: NameTrouble | null;
  readonly onChange: (name: string) => void;
};

/** The name of a pipeline that is to be, with what keeps it from being one said while it is typed. */
export function NameField({ name, trouble, onChange }: NameFieldProps) {
  const { t } = useTranslation();
  return (
    <TextInput
      label={t('newPipeline.name')}
      description={
        <span translate={name === '' ? undefined : 'no'}>
          {name === '' ? t('newPipeline.nameHint') : `pipelines/${name}.yaml`}
        </span>
      }
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      classNames={{ description: classes.path }}
      data-autofocus
      spellCheck={false}
      autoComplete="off"
      value={name}
      error={trouble !== null && trouble !== 'empty' && t(`newPipeline.troubles.${trouble}`, { name })}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
