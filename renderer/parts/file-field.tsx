import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './data-form.module.css';

type FileFieldProps = { readonly name: string | null; readonly onChoose: (file: File | undefined) => void };

/** A file by the system's dialog or by dropping it. */
export function FileField({ name, onChoose }: FileFieldProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  return (
    <div
      className={classes.drop}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onChoose(event.dataTransfer.files[0]);
      }}
    >
      <input
        ref={input}
        type="file"
        className={classes.file}
        accept=".csv,.tsv,.txt,.jsonl,.ndjson,.parquet"
        aria-label={t('ownData.fileLabel')}
        tabIndex={-1}
        onChange={(event) => onChoose(event.currentTarget.files?.[0])}
      />
      {name !== null && <span className={classes.fileName}>{name}</span>}
      <span className="row">
        <Button
          variant={name === null ? 'filled' : 'default'}
          data-autofocus
          onClick={() => input.current?.click()}
        >
          {name === null ? t('ownData.choose') : t('ownData.another')}
        </Button>
        <span className="g3 sm">{t('ownData.drop')}</span>
      </span>
    </div>
  );
}
