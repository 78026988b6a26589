import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CsvDialect, DataInspection, DataSource } from '#contract/datasets.ts';
import { useApp } from '#renderer/app-context.ts';
import { CsvFields } from '#renderer/parts/csv-fields.tsx';
import form from '#renderer/parts/data-form.module.css';
import { formatBytes } from '#renderer/parts/numbers.ts';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useLastGood } from '#renderer/parts/use-last-good.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { isDatasetName, suggestName } from './dataset-names.ts';
import { datasetListQuery, inspectionQuery } from './queries.ts';

type AddDataFormProps = {
  readonly name: string | null;
  readonly label: string;
  readonly source: DataSource;
  readonly isSending: boolean;
  readonly onRefused: () => void;
  readonly onClose: () => void;
};

/** The data as it is read, and what it is called. What cannot be read is worded beside the fields that mend it. */
export function AddDataForm(props: AddDataFormProps) {
  const { bridge } = useApp();
  const [csv, setCsv] = useState<Partial<CsvDialect>>({});
  const inspecting = useQuery(inspectionQuery(bridge.client, props.source, csv));
  const inspection = useLastGood(inspecting.data, '');
  const isCsv = (inspection?.csv ?? null) !== null;
  const mayMend = inspecting.isError && Object.keys(csv).length > 0;
  return (
    <>
      {inspection === undefined && !inspecting.isError && <StillBars rows={4} />}
      {(isCsv || mayMend) && (
        <CsvFields
          dialect={{ ...inspection?.csv, ...csv }}
          onChange={(next) => setCsv({ ...csv, ...next })}
        />
      )}
      {inspecting.isError && <InlineProblem error={inspecting.error} />}
      {inspection !== undefined && !inspecting.isError && (
        <>
          <Sample inspection={inspection} />
          <NameForm {...props} csv={csv} />
        </>
      )}
    </>
  );
}

const sampleRows = 5;

function Sample({ inspection }: { inspection: DataInspection }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { columns, sample, rows, bytes } = inspection;
  const size = formatBytes(bytes, locale);
  if (columns.length === 0) return <p className="g2">{`${t('datasets.noTable')} ${size}`}</p>;
  return (
    <div>
      <p className={form.previewHead}>
        <span>{t('datasets.sample')}</span>
        <span className="g3 sm">
          {rows === null ? size : `${t('datasets.rowCount', { count: rows })}, ${size}`}
        </span>
      </p>
      <div className={form.preview} tabIndex={0} role="group" aria-label={t('datasets.sample')}>
        <table>
          <thead>
            <tr>
              {columns.map(({ name, type }) => (
                <th key={name} data-used>
                  <span translate="no">{name}</span> <span className="g3">{t(`datasets.types.${type}`)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody translate="no">
            {sample.slice(0, sampleRows).map((row, index) => (
              <tr key={index}>
                {columns.map(({ name }, place) => (
                  <td key={name} title={row[place] ?? undefined}>
                    {row[place] ?? '–'}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

type NameFormProps = AddDataFormProps & { readonly csv: Partial<CsvDialect> };

function NameForm({ name: known, label, source, csv, isSending, onRefused, onClose }: NameFormProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const list = useQuery(datasetListQuery(bridge.client));
  const [name, setName] = useState(known ?? suggestName(label));
  const [description, setDescription] = useState('');
  const [message, setMessage] = useState('');
  const adding = useAddData(onRefused);
  const isBadName = !isDatasetName(name);
  const isTaken = list.data?.some((one) => one.name === name) ?? false;
  const isNew = known === null && !isTaken;
  return (
    <form
      className={form.fields}
      onSubmit={(event) => {
        event.preventDefault();
        if (isBadName || adding.isPending || isSending) return;
        adding.mutate({
          name,
          source,
          csv,
          message: message.trim(),
          ...(isNew && description.trim() !== '' ? { description: description.trim() } : {}),
        });
      }}
    >
      {known === null && (
        <TextInput
          label={t('datasets.name')}
          description={isTaken ? t('datasets.taken', { name }) : t('datasets.nameHint')}
          value={name}
          spellCheck={false}
          error={isBadName ? t('datasets.badName') : undefined}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      )}
      {isNew && (
        <TextInput
          label={t('datasets.description')}
          description={t('datasets.descriptionHint')}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
      )}
      <TextInput
        label={t('datasets.message')}
        description={t('datasets.messageHint')}
        value={message}
        onChange={(event) => setMessage(event.currentTarget.value)}
      />
      {adding.isError && <InlineProblem error={adding.error} />}
      <div className="row">
        <Button type="submit" variant="filled" disabled={isBadName || adding.isPending || isSending}>
          {adding.isPending ? t('datasets.adding') : isNew ? t('datasets.add') : t('datasets.addVersion')}
        </Button>
        <Button variant="subtle" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
      </div>
    </form>
  );
}

type AddInput = {
  readonly name: string;
  readonly source: DataSource;
  readonly csv: Partial<CsvDialect>;
  readonly message: string;
  readonly description?: string;
};

/** Adds, says what came of it, and shows that version. */
function useAddData(onRefused: () => void) {
  const { t } = useTranslation();
  const { bridge, toasts } = useApp();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (input: AddInput) => bridge.client.datasets.add(input),
    onError: onRefused,
    onSuccess: ({ name, version, isNew }) => {
      const text = t(isNew ? 'datasets.addedToast' : 'datasets.sameToast', { name, version });
      toasts.show({ tone: 'done', text, undo: null });
      void navigate({ to: '/datasets/$name', params: { name }, search: { v: version } });
    },
  });
}
