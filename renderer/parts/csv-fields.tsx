import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CsvDialect } from '#contract/datasets.ts';
import classes from './data-form.module.css';

const delimiters = [
  { sign: ',', name: 'comma' },
  { sign: ';', name: 'semicolon' },
  { sign: '\t', name: 'tab' },
  { sign: '|', name: 'pipe' },
] as const;
const encodings = ['utf-8', 'windows-1252', 'iso-8859-1', 'utf-16le', 'utf-16be'];

type CsvFieldsProps = {
  readonly dialect: Partial<CsvDialect>;
  readonly onChange: (next: Partial<CsvDialect>) => void;
};

/** How the file is read: what was found out, to be changed where it is wrong. */
export function CsvFields({ dialect, onChange }: CsvFieldsProps) {
  const { t } = useTranslation();
  const { delimiter = ',', encoding = 'utf-8' } = dialect;
  const known: { value: string; label: string }[] = delimiters.map(({ sign, name }) => ({
    value: sign,
    label: t(`ownData.delimiters.${name}`),
  }));
  const signs = known.some(({ value }) => value === delimiter)
    ? known
    : [...known, { value: delimiter, label: t('ownData.delimiters.other', { sign: delimiter }) }];
  return (
    <div className={classes.pair}>
      <NativeSelect
        label={t('ownData.delimiter')}
        data={signs}
        value={delimiter}
        onChange={(event) => onChange({ delimiter: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('ownData.encoding')}
        data={encodings.includes(encoding) ? encodings : [encoding, ...encodings]}
        value={encoding}
        onChange={(event) => onChange({ encoding: event.currentTarget.value })}
      />
    </div>
  );
}
