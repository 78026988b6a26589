import { Button, TextInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataSource } from '#contract/datasets.ts';
import form from '#renderer/parts/data-form.module.css';
import { PathField } from '#renderer/parts/path-field.tsx';

export type SourceKind = 'file' | 'url' | 'sqlite' | 'folder';

type SourceFieldsProps = {
  readonly kind: Exclude<SourceKind, 'file'>;
  /** Where it lies, if that is known already. */
  readonly place: string;
  readonly onChoose: (source: DataSource, label: string) => void;
};

/** A source that is told by its address or path. */
export function SourceFields({ kind, place: known, onChoose }: SourceFieldsProps) {
  const { t } = useTranslation();
  const [place, setPlace] = useState(known);
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
      {kind === 'url' ? (
        <TextInput
          label={labels.url}
          description={t('datasets.urlHint')}
          value={place}
          spellCheck={false}
          onChange={(event) => setPlace(event.currentTarget.value)}
        />
      ) : (
        <PathField
          label={labels[kind]}
          description={t('datasets.pathHint')}
          kind={kind === 'sqlite' ? 'file' : 'folder'}
          files={kind === 'sqlite' ? ['database', 'any'] : []}
          value={place}
          onChange={setPlace}
        />
      )}
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
