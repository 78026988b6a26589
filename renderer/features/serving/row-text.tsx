import { Textarea } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelVersion } from '#contract/registry.ts';
import { readLines } from './read-signature.ts';
import type { SignatureLine } from './read-signature.ts';
import classes from './try-rows.module.css';

type RowTextProps = {
  readonly columns: readonly SignatureLine[] | null;
  readonly version: ModelVersion;
  readonly text: string;
  /** Of the notice that says what is wrong with it. */
  readonly problemId: string | undefined;
  readonly onChange: (text: string) => void;
};

/** Rows written or pasted as JSON or CSV, with what the model wants said below. */
export function RowText({ columns, version, text, problemId, onChange }: RowTextProps) {
  const { t } = useTranslation();
  const hintId = useId();
  const lines = columns ?? readLines(version.signature?.inputs);
  const wanted = lines.map(({ name, type }) => (name === '' ? type : `${name} (${type})`)).join(', ');
  return (
    <>
      <Textarea
        classNames={{ input: classes.code ?? '' }}
        rows={6}
        spellCheck={false}
        aria-label={t('tryRows.rows')}
        aria-describedby={[problemId, hintId].filter((id) => id !== undefined).join(' ')}
        aria-invalid={problemId !== undefined}
        placeholder={columns === null ? t('tryRows.placeholderLists') : t('tryRows.placeholder')}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <p id={hintId} className={classes.hint}>
        {wanted === '' ? t('tryRows.placeholder') : t('tryRows.columnsHint', { columns: wanted })}
      </p>
    </>
  );
}
