import { Button, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconDownload } from '@tabler/icons-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegisteredModel } from '#contract/registry.ts';
import { useApp } from '#renderer/app-context.ts';
import { saveFile } from '#renderer/parts/charts/save-file.ts';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { isShortcut } from '#renderer/parts/key-hints.ts';
import { Panel } from '#renderer/parts/panel.tsx';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useAct } from '#renderer/parts/use-act.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { cardFields, useCardActs } from './use-card-acts.ts';
import type { CardField } from './use-card-acts.ts';
import classes from './card-tab.module.css';
import { cardDocumentQuery } from './queries.ts';

const Markdown = lazy(() =>
  import('#renderer/parts/markdown.tsx').then((part) => ({ default: part.Markdown })),
);

type CardTabProps = { readonly model: RegisteredModel; readonly version: number };

/** The card as it is handed on, and beside it what people write on it. */
export function CardTab({ model, version }: CardTabProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const language = useLocale().startsWith('sv') ? 'sv' : 'en';
  const card = useQuery(cardDocumentQuery(bridge.client, model.name, version, language));
  const acts = useCardActs(model);
  return (
    <div className={classes.page}>
      <section className={classes.paper} aria-label={t('registry.card.title', { version })} tabIndex={0}>
        <h2 className={classes.hidden}>{t('registry.card.title', { version })}</h2>
        {card.isError ? (
          <InlineProblem error={card.error} />
        ) : card.data === undefined ? (
          <StillBars rows={12} />
        ) : (
          <Suspense fallback={<StillBars rows={12} />}>
            <div translate="no" lang={language}>
              <Markdown text={card.data.text} />
            </div>
          </Suspense>
        )}
      </section>
      <div className={classes.side}>
        <Panel title={t('registry.card.export')}>
          <Exports name={model.name} version={version} markdown={card.data?.text} />
        </Panel>
        <Panel title={t('registry.card.written')} sub={t('registry.card.writtenSub')}>
          <div className={classes.fields}>
            {cardFields.map((field) => (
              <Field
                key={field}
                field={field}
                value={acts.read(field)}
                onSave={(text) => acts.write(field, text)}
              />
            ))}
          </div>
        </Panel>
      </div>
    </div>
  );
}

type ExportsProps = {
  readonly name: string;
  readonly version: number;
  readonly markdown: string | undefined;
};

function Exports({ name, version, markdown }: ExportsProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const language = useLocale().startsWith('sv') ? 'sv' : 'en';
  const act = useAct();
  const save = (format: 'markdown' | 'html'): Promise<boolean> =>
    act({
      run: async () => {
        const made = await bridge.client.promotion.cardDocument({ name, version, format, language });
        saveFile(made.fileName, new Blob([made.text]));
        return made;
      },
      done: ({ fileName }) => t('registry.version.saved', { path: fileName }),
    });
  return (
    <div className={classes.exports}>
      {(['html', 'markdown'] as const).map((format) => (
        <Button
          key={format}
          leftSection={<IconDownload size={16} stroke={1.5} />}
          onClick={() => void save(format)}
        >
          {t(`registry.card.${format}`)}
        </Button>
      ))}
      {markdown !== undefined && <CopyButton text={markdown} label={t('registry.card.copy')} size={28} />}
    </div>
  );
}

type FieldProps = {
  readonly field: CardField;
  readonly value: string;
  readonly onSave: (text: string) => Promise<boolean>;
};

/** A text that is written when the field is left, and taken back like any change. */
function Field({ field, value, onSave }: FieldProps) {
  const { t } = useTranslation();
  const { platform } = useApp();
  // Null while it is as saved; what is typed outlives a change that comes from elsewhere.
  const [draft, setDraft] = useState<string | null>(null);
  const isSaving = useRef(false);
  async function save(): Promise<void> {
    if (draft === null || isSaving.current) return;
    isSaving.current = true;
    if (draft.trim() === value || (await onSave(draft.trim()))) setDraft(null);
    isSaving.current = false;
  }
  const shared = {
    label: t(`registry.card.fields.${field}`),
    description: t(`registry.card.hints.${field}`),
    value: draft ?? value,
    onBlur: () => void save(),
  };
  if (field === 'owner')
    return (
      <TextInput
        {...shared}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void save();
        }}
      />
    );
  return (
    <Textarea
      {...shared}
      autosize
      minRows={3}
      maxRows={14}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (!isShortcut(event.nativeEvent, 'mod+Enter', platform)) return;
        event.preventDefault();
        void save();
      }}
    />
  );
}
