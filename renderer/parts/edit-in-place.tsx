import { ActionIcon, TextInput } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './edit-in-place.module.css';

type EditInPlaceProps = {
  readonly value: string;
  readonly label: string;
  readonly onSave: (value: string) => Promise<boolean>;
  readonly disabled?: boolean;
};

/** A name that becomes a field: Enter keeps, Escape leaves it as it was. */
export function EditInPlace({ value, label, onSave, disabled = false }: EditInPlaceProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<string | null>(null);

  async function save(): Promise<void> {
    const next = draft?.trim() ?? '';
    if (next === '' || next === value || (await onSave(next))) setDraft(null);
  }
  if (draft === null) {
    return (
      <div className={classes.shown}>
        <span className={classes.value} title={value}>
          {value}
        </span>
        {!disabled && (
          <ActionIcon
            size={24}
            aria-label={`${t('actions.rename')}: ${value}`}
            onClick={() => setDraft(value)}
          >
            <IconPencil size={14} stroke={1.5} />
          </ActionIcon>
        )}
      </div>
    );
  }
  return (
    <TextInput
      className="grow"
      aria-label={label}
      value={draft}
      autoFocus
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={() => void save()}
      onKeyDown={(event) => {
        if (event.key === 'Enter') void save();
        if (event.key !== 'Escape') return;
        event.preventDefault();
        setDraft(null);
      }}
    />
  );
}
