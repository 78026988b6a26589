import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './models.module.css';

type DescriptionEditorProps = {
  readonly value: string;
  readonly label: string;
  readonly hint: string;
  readonly onSave: (value: string) => Promise<boolean>;
};

/** Words of people that become a field where they stand. */
export function DescriptionEditor({ value, label, hint, onSave }: DescriptionEditorProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<string | null>(null);
  if (draft === null) {
    return (
      <>
        {value === '' ? (
          <p className="g3">{hint}</p>
        ) : (
          <p className={classes.described} translate="no">
            {value}
          </p>
        )}
        <Button className={classes.start} size="compact-xs" onClick={() => setDraft(value)}>
          {t('registry.version.edit')}
        </Button>
      </>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void onSave(draft).then((done) => {
          if (done) setDraft(null);
        });
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        setDraft(null);
      }}
    >
      <Textarea
        aria-label={label}
        autosize
        minRows={3}
        maxRows={20}
        autoFocus
        value={draft}
        onChange={(event) => setDraft(event.currentTarget.value)}
      />
      <div className="row" style={{ marginTop: 8 }}>
        <Button type="submit" variant="filled">
          {t('actions.save')}
        </Button>
        <Button variant="subtle" onClick={() => setDraft(null)}>
          {t('actions.cancel')}
        </Button>
      </div>
    </form>
  );
}
