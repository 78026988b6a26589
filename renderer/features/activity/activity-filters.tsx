import { ActionIcon, NativeSelect, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import bars from '#renderer/parts/bars.module.css';
import { FilterField } from '#renderer/parts/filter-field.tsx';
import type { ActivitySearch } from '#renderer/search-params.ts';
import classes from './activity.module.css';
import { objectKinds } from './activity-columns.tsx';

const actors = ['screen', 'client', 'command', 'pipeline', 'engine'] as const;

type ActivityFiltersProps = {
  readonly search: ActivitySearch;
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly onChange: (next: Partial<{ [K in keyof ActivitySearch]: ActivitySearch[K] | undefined }>) => void;
};

/** By text, kind, caller and days; all of it stands in the address. */
export function ActivityFilters({ search, inputRef, onChange }: ActivityFiltersProps) {
  const { t } = useTranslation();
  const orNone = (value: string): string | undefined => (value === '' ? undefined : value);
  return (
    <div className={`${bars.filterBar} ${classes.filters}`}>
      <FilterField
        inputRef={inputRef}
        label={t('changes.filter')}
        hint={t('changes.filterHint')}
        plain
        value={search.text ?? ''}
        error={null}
        onApply={(text) => onChange({ text: orNone(text) })}
        onLeave={() => document.querySelector<HTMLElement>('[role="grid"]')?.focus()}
      />
      <NativeSelect
        aria-label={t('changes.kind')}
        value={search.kind ?? ''}
        data={[
          { value: '', label: t('changes.anyKind') },
          ...objectKinds.map((kind) => ({ value: kind, label: t(`changes.kinds.${kind}`) })),
        ]}
        onChange={(event) => onChange({ kind: orNone(event.currentTarget.value), id: undefined })}
      />
      {search.id !== undefined && (
        <span className={classes.one}>
          <span className="ell mono sm" translate="no">
            {search.id}
          </span>
          <ActionIcon
            size={24}
            aria-label={`${t('actions.clear')}: ${search.id}`}
            onClick={() => onChange({ id: undefined })}
          >
            <IconX size={13} stroke={1.5} />
          </ActionIcon>
        </span>
      )}
      <NativeSelect
        aria-label={t('changes.by')}
        value={search.by ?? ''}
        data={[
          { value: '', label: t('changes.anybody') },
          ...actors.map((actor) => ({ value: actor, label: t(`changes.actors.${actor}`) })),
        ]}
        onChange={(event) => onChange({ by: orNone(event.currentTarget.value) })}
      />
      {(['from', 'until'] as const).map((end) => (
        <label key={end}>
          {t(`changes.${end}`)}
          <TextInput
            type="date"
            value={search[end] ?? ''}
            onChange={(event) => onChange({ [end]: orNone(event.currentTarget.value) })}
          />
        </label>
      ))}
    </div>
  );
}
