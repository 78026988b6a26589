import { FocusTrap, SegmentedControl } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataSource } from '#contract/datasets.ts';
import { useApp } from '#renderer/app-context.ts';
import type { HandedOver } from '#renderer/drop/handed-over.ts';
import form from '#renderer/parts/data-form.module.css';
import { formatShare } from '#renderer/parts/figures.ts';
import { FileField } from '#renderer/parts/file-field.tsx';
import { Inspector } from '#renderer/parts/inspector.tsx';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import sheet from '#renderer/parts/side-sheet.module.css';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { AddDataForm } from './add-data-form.tsx';
import { sendFile } from './send-file.ts';
import { SourceFields } from './source-fields.tsx';
import type { SourceKind } from './source-fields.tsx';

/** `id` tells two choices apart; `label` is what the source is called for people. */
type Chosen = { readonly id: number; readonly label: string; readonly source: DataSource };

type AddDataSheetProps = {
  /** The dataset that gets a version; null for one with a name of its own. */
  readonly name: string | null;
  readonly onClose: () => void;
};

/** From where, how it is read, what it is called: then it is a dataset, or a version of one. */
export function AddDataSheet({ name, onClose }: AddDataSheetProps) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<SourceKind>('file');
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [file, setFile] = useState<File | null>(null);
  const sending = useSending(setChosen);
  const database = useDropped(name, (dropped) => {
    setKind(dropped.kind === 'data' ? 'file' : 'sqlite');
    if (dropped.kind === 'data') choose(dropped.file);
  });
  const title = name === null ? t('datasets.add') : t('datasets.addVersionTo', { name });

  function choose(next: File | undefined): void {
    if (next === undefined) return;
    setChosen(null);
    setFile(next);
    sending.start(next, Date.now());
  }
  /** The engine has taken what was sent, and could not use it: another try needs it anew. */
  function sendAgain(): void {
    if (chosen?.source.kind === 'upload' && file !== null) sending.start(file, chosen.id);
  }
  return (
    <FocusTrap active>
      <div className={sheet.sheet}>
        <Inspector label={title} lead={<h2 className={sheet.title}>{title}</h2>} onClose={onClose}>
          <div className={form.form}>
            <SegmentedControl
              aria-label={t('datasets.sourceKind')}
              value={kind}
              data={(['file', 'url', 'sqlite', 'folder'] as const).map((value) => ({
                value,
                label: t(`datasets.kinds.${value}`),
              }))}
              onChange={(value) => {
                setKind(value);
                setChosen(null);
                setFile(null);
              }}
            />
            {kind === 'file' ? (
              <FileField name={file?.name ?? null} onChoose={choose} />
            ) : (
              <SourceFields
                key={`${kind} ${database}`}
                kind={kind}
                place={kind === 'sqlite' ? database : ''}
                onChoose={(source, label) => setChosen({ id: Date.now(), label, source })}
              />
            )}
            {kind === 'file' && sending.isPending && (
              <Progress name={file?.name ?? ''} share={sending.share} />
            )}
            {kind === 'file' && sending.error !== null && <InlineProblem error={sending.error} />}
            {chosen !== null && (
              <AddDataForm
                key={chosen.id}
                name={name}
                label={chosen.label}
                source={chosen.source}
                isSending={sending.isPending}
                onRefused={sendAgain}
                onClose={onClose}
              />
            )}
          </div>
        </Inspector>
      </div>
    </FocusTrap>
  );
}

/** Takes what was dropped on the window for this dataset; returns where a database lies that was. */
function useDropped(dataset: string | null, onDropped: (dropped: HandedOver) => void): string {
  const { handed } = useApp();
  const [database, setDatabase] = useState('');
  const take = useEffectEvent(() => {
    const one = handed.get();
    if (one === null || one.dataset !== dataset) return;
    handed.set(null);
    if (one.kind === 'database') setDatabase(one.path);
    onDropped(one);
  });
  useEffect(() => {
    // What was dropped before this sheet was there, and what comes while it is.
    queueMicrotask(take);
    return handed.subscribe(take);
  }, [handed]);
  return database;
}

/** Sends a file and says how far it is. */
function useSending(onSent: (chosen: Chosen) => void) {
  const { bridge } = useApp();
  const [share, setShare] = useState(0);
  const sending = useMutation({
    mutationFn: async ({ file, id }: { file: File; id: number }): Promise<Chosen> => ({
      id,
      label: file.name,
      source: await sendFile(bridge, file, setShare),
    }),
    onSuccess: onSent,
  });
  return {
    share,
    isPending: sending.isPending,
    error: sending.error,
    start: (file: File, id: number): void => {
      setShare(0);
      sending.mutate({ file, id });
    },
  };
}

function Progress({ name, share }: { name: string; share: number }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <p className={form.progress} role="status">
      <span>{t('ownData.uploading', { name, percent: formatShare(share, locale) })}</span>
      <progress className={form.bar} max={1} value={share} aria-label={t('ownData.fileLabel')} />
    </p>
  );
}
