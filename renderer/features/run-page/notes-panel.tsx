import { Button, SegmentedControl, Textarea } from '@mantine/core';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Run } from '#contract/entities.ts';
import { Section } from '#renderer/parts/inspector.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useRunActs } from '../runs/index.ts';
import classes from './run-page.module.css';

const Markdown = lazy(() =>
  import('#renderer/parts/markdown.tsx').then((part) => ({ default: part.Markdown })),
);

const notesTag = 'mlflow.note.content';

/** What people write about the run, where MLflow keeps it too. */
export function NotesPanel({ run }: { run: Run }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<string | null>(null);
  const saved = run.tags.find(({ key }) => key === notesTag);
  const text = saved?.value ?? '';
  return (
    <div className={classes.box}>
      <Section
        title={t('runPage.notes')}
        action={
          run.lifecycle === 'active' &&
          draft === null && (
            <Button size="compact-xs" onClick={() => setDraft(text)}>
              {t('runPage.editNotes')}
            </Button>
          )
        }
      >
        {draft !== null ? (
          <NotesForm run={run} draft={draft} onDraft={setDraft} />
        ) : text === '' ? (
          <p className="g3 sm">{t('runPage.noNotes')}</p>
        ) : (
          <Suspense fallback={<StillBars rows={2} />}>
            <Markdown text={text} />
          </Suspense>
        )}
      </Section>
    </div>
  );
}

type NotesFormProps = {
  readonly run: Run;
  readonly draft: string;
  readonly onDraft: (draft: string | null) => void;
};

function NotesForm({ run, draft, onDraft }: NotesFormProps) {
  const { t } = useTranslation();
  const acts = useRunActs();
  const [mode, setMode] = useState('write');
  const saved = run.tags.find(({ key }) => key === notesTag);

  async function save(): Promise<void> {
    if (draft === (saved?.value ?? '')) return onDraft(null);
    const worked =
      draft === '' && saved !== undefined
        ? await acts.deleteTag(run.runId, saved)
        : await acts.setTag(run.runId, { key: notesTag, value: draft }, saved);
    if (worked) onDraft(null);
  }
  return (
    <div
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) void save();
        // What was written is not thrown away by a key.
        if (event.key === 'Escape' && draft === (saved?.value ?? '')) onDraft(null);
      }}
    >
      <SegmentedControl
        mb={8}
        value={mode}
        onChange={setMode}
        data={[
          { value: 'write', label: t('runPage.write') },
          { value: 'preview', label: t('runPage.preview') },
        ]}
        aria-label={t('runPage.notes')}
      />
      {mode === 'write' ? (
        <Textarea
          autoFocus
          rows={10}
          aria-label={t('runPage.notes')}
          value={draft}
          onChange={(event) => onDraft(event.currentTarget.value)}
        />
      ) : (
        <Suspense fallback={<StillBars rows={2} />}>
          <Markdown text={draft} />
        </Suspense>
      )}
      <div className={classes.buttons}>
        <Button variant="filled" onClick={() => void save()}>
          {t('runPage.saveNotes')}
        </Button>
        <Button variant="subtle" onClick={() => onDraft(null)}>
          {t('actions.cancel')}
        </Button>
      </div>
    </div>
  );
}
