import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataSource } from '#contract/datasets.ts';
import { useApp } from '#renderer/app-context.ts';
import classes from '#renderer/parts/data-form.module.css';
import { formatShare } from '#renderer/parts/figures.ts';
import { FileField } from '#renderer/parts/file-field.tsx';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { SideSheet } from '#renderer/parts/side-sheet.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { sendFile } from '../datasets/index.ts';
import { OwnDataForm } from './own-data-form.tsx';

/** `id` tells two choices apart; the same choice may be sent again. */
type Chosen = { readonly id: number; readonly file: File; readonly source: DataSource };

/** The template's pipelines on a file of the user: choose it, look at its first rows, say what is text and what label. */
export function OwnDataSheet() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const locale = useLocale();
  const [share, setShare] = useState(0);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const sending = useMutation({
    mutationFn: async ({ id, file }: Omit<Chosen, 'source'>): Promise<Chosen> => ({
      id,
      file,
      source: await sendFile(bridge, file, setShare),
    }),
    onSuccess: setChosen,
  });
  function choose(file: File | undefined): void {
    if (file === undefined) return;
    setChosen(null);
    setShare(0);
    sending.mutate({ id: Date.now(), file });
  }
  /** The engine has taken what was sent, and could not use it: another try needs it anew. */
  function sendAgain(): void {
    if (chosen?.source.kind === 'upload') sending.mutate({ id: chosen.id, file: chosen.file });
  }
  return (
    <SideSheet title={t('ownData.title')}>
      <div className={classes.form}>
        <p className="g2">{t('ownData.text')}</p>
        <FileField name={chosen?.file.name ?? null} onChoose={choose} />
        {sending.isPending && (
          <p className={classes.progress} role="status">
            <span>
              {t('ownData.uploading', {
                name: sending.variables.file.name,
                percent: formatShare(share, locale),
              })}
            </span>
            <progress className={classes.bar} max={1} value={share} aria-label={t('ownData.fileLabel')} />
          </p>
        )}
        {sending.isError && <InlineProblem error={sending.error} />}
        {chosen !== null && (
          <OwnDataForm
            key={chosen.id}
            fileName={chosen.file.name}
            source={chosen.source}
            isSending={sending.isPending}
            onRefused={sendAgain}
          />
        )}
      </div>
    </SideSheet>
  );
}
