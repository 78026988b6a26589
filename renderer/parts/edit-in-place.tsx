import { useTranslation } from 'react-i18next';
import { DraftField, EditButton, useEditing } from './draft-field.tsx';
import classes from './edit-in-place.module.css';

type EditInPlaceProps = {
  readonly value: string;
  readonly label: string;
  readonly onSave: (value: string) => Promise<boolean>;
  readonly disabled?: boolean;
};

/** A name that becomes a field; one that is left empty stays what it was. */
export function EditInPlace({ value, label, onSave, disabled = false }: EditInPlaceProps) {
  const { t } = useTranslation();
  const { isEditing, close, pencil } = useEditing();
  if (isEditing) {
    return (
      <DraftField
        start={value}
        label={label}
        onClose={close}
        onSave={async (draft) => {
          const next = draft.trim();
          return next === '' || next === value || onSave(next);
        }}
      />
    );
  }
  return (
    <div className={classes.shown}>
      <span className={classes.value} title={value}>
        {value}
      </span>
      {!disabled && <EditButton label={`${t('actions.rename')}: ${value}`} pencil={pencil} />}
    </div>
  );
}
