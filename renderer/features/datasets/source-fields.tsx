import { Button, TextInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataSource } from '#contract/datasets.ts';
import form from '#renderer/parts/data-form.module.css';

export type SourceKind = 'file' | 'url' | 'sqlite' | 'folder';

type SourceFieldsProps = {
  readonly kind: Exclude<SourceKind, 'file'>;
  readonly onChoose: (source: DataSource, label: string) => void;
};

/** A source that is told by its address or path. */
export function SourceFields({ kind, onChoose }: SourceFieldsProps) {
  const { t } = useTranslation();
  const [place, setPlace] = useState('');
  const [query, setQuery] = useState('');
  const wanted = place.trim();
  const isReady = wanted !== '' && (kind !== 'sqlite' || query.trim() !== '');
  const labels = {
    url: t('datasets.url'),
    sqlite: t('datasets.sqlitePath'),
    folder: t('datasets.folderPath'),
  };
  return (
    <form
      className={form.fields}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) onChoose(toSource(kind, wanted, query.trim()), wanted);
      }}
    >
      <TextInput
        label={labels[kind]}
        description={kind === 'url' ? t('datasets.urlHint') : t('datasets.pathHint')}
        value={place}
        spellCheck={false}
        onChange={(event) => setPlace(event.currentTarget.value)}
      />
      {kind === 'sqlite' && (
        <Textarea
          label={t('datasets.query')}
          description={t('datasets.queryHint')}
          rows={3}
          value={query}
          spellCheck={false}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
      )}
      <div className="row">
        <Button type="submit" disabled={!isReady}>
          {t('datasets.look')}
        </Button>
      </div>
    </form>
  );
}

function toSource(kind: SourceFieldsProps['kind'], place: string, query: string): DataSource {
  switch (kind) {
    case 'url':
      return { kind, url: place };
    case 'sqlite':
      return { kind, path: place, query };
    case 'folder':
      return { kind, path: place };
  }
}
