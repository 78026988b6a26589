import { ActionIcon } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tag } from '#contract/entities.ts';
import { AddButton } from './add-button.tsx';
import { DraftField, EditButton, useEditing } from './draft-field.tsx';
import { Section } from './inspector.tsx';
import { KeyValueForm } from './key-value-form.tsx';
import classes from './key-values.module.css';

type TagEditorProps = {
  readonly tags: readonly Tag[];
  readonly onSet: (tag: Tag, before: Tag | undefined) => Promise<boolean>;
  readonly onDelete: (tag: Tag) => Promise<boolean>;
  readonly disabled?: boolean;
};

/** Tags with their values, each changed or deleted in its place. */
export function TagEditor({ tags, onSet, onDelete, disabled = false }: TagEditorProps) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const add = !disabled && !adding && <AddButton label={t('run.addTag')} onClick={() => setAdding(true)} />;
  return (
    <Section title={t('run.tags')} count={tags.length} action={add}>
      {tags.length === 0 && !adding && <p className="g3 sm">{t('run.noTags')}</p>}
      {tags.map((tag) => (
        <TagRow key={tag.key} tag={tag} onSet={onSet} onDelete={onDelete} disabled={disabled} />
      ))}
      {adding && (
        <KeyValueForm
          onCancel={() => setAdding(false)}
          onSave={(key, value) =>
            onSet(
              { key, value },
              tags.find((tag) => tag.key === key),
            )
          }
        />
      )}
    </Section>
  );
}

type TagRowProps = Pick<TagEditorProps, 'onSet' | 'onDelete'> & {
  readonly tag: Tag;
  readonly disabled: boolean;
};

function TagRow({ tag, onSet, onDelete, disabled }: TagRowProps) {
  const { t } = useTranslation();
  const { isEditing, close, pencil } = useEditing();
  const label = t('run.editTag', { key: tag.key });
  return (
    <div className={classes.line}>
      <span className={classes.key} title={tag.key}>
        {tag.key}
      </span>
      {isEditing ? (
        <DraftField
          start={tag.value}
          label={label}
          onClose={close}
          onSave={async (value) => value === tag.value || onSet({ key: tag.key, value }, tag)}
        />
      ) : (
        <span className={classes.value} title={tag.value}>
          {tag.value}
        </span>
      )}
      {!disabled && !isEditing && (
        <span className={classes.tools}>
          <EditButton label={label} pencil={pencil} />
          <ActionIcon
            size={24}
            aria-label={t('run.deleteTag', { key: tag.key })}
            onClick={() => void onDelete(tag)}
          >
            <IconTrash size={14} stroke={1.5} />
          </ActionIcon>
        </span>
      )}
    </div>
  );
}
