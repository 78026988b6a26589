import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CsvDialect, DataInspection, DataSource } from '#contract/datasets.ts';
import { useApp } from '#renderer/app-context.ts';
import { CsvFields } from '#renderer/parts/csv-fields.tsx';
import classes from '#renderer/parts/data-form.module.css';
import { formatBytes, formatCount } from '#renderer/parts/numbers.ts';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useCloseSheet } from '#renderer/parts/side-sheet.tsx';
import { useLastGood } from '#renderer/parts/use-last-good.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { inspectionQuery } from '../datasets/index.ts';
import { guessColumns, isGoodName, nameFromFile } from './guess-columns.ts';

type OwnDataFormProps = {
  readonly fileName: string;
  readonly source: DataSource;
  readonly isSending: boolean;
  readonly onRefused: () => void;
};

/** The file as it is read, and what of it is used. What cannot be read is worded beside the fields that mend it. */
export function OwnDataForm(props: OwnDataFormProps) {
  const { source } = props;
  const { bridge } = useApp();
  const [csv, setCsv] = useState<Partial<CsvDialect>>({});
  const inspecting = useQuery(inspectionQuery(bridge.client, source, csv));
  const inspection = useLastGood(inspecting.data, '');
  return (
    <>
      {inspection === undefined && !inspecting.isError && <StillBars rows={4} />}
      {(inspection?.csv ?? null) !== null || inspecting.isError ? (
        <CsvFields
          dialect={{ ...inspection?.csv, ...csv }}
          onChange={(next) => setCsv({ ...csv, ...next })}
        />
      ) : null}
      {inspecting.isError && <InlineProblem error={inspecting.error} />}
      {inspection !== undefined && !inspecting.isError && (
        <UseForm
          key={inspection.columns.map(({ name }) => name).join('\n')}
          {...props}
          csv={csv}
          inspection={inspection}
        />
      )}
    </>
  );
}

type UseFormProps = OwnDataFormProps & {
  readonly csv: Partial<CsvDialect>;
  readonly inspection: DataInspection;
};

function UseForm({ fileName, source, isSending, onRefused, csv, inspection }: UseFormProps) {
  const { t } = useTranslation();
  const guess = guessColumns(inspection);
  const [text, setText] = useState(guess.text ?? '');
  const [label, setLabel] = useState(guess.label ?? '');
  const [name, setName] = useState(nameFromFile(fileName));
  const using = useOwnData(onRefused);
  const names = inspection.columns.map((column) => column.name);
  const isSame = text === label;
  const isBadName = !isGoodName(name);
  const close = useCloseSheet();
  return (
    <form
      className={classes.fields}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isSame && !isBadName) using.mutate({ name, source, csv, textColumn: text, labelColumn: label });
      }}
    >
      <Preview inspection={inspection} text={text} label={label} />
      <div className={classes.pair}>
        <NativeSelect
          label={t('ownData.textColumn')}
          data={names}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('ownData.labelColumn')}
          data={names}
          value={label}
          error={isSame ? t('ownData.sameColumn') : undefined}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
      </div>
      <TextInput
        label={t('ownData.name')}
        description={t('ownData.nameHint')}
        value={name}
        error={isBadName ? t('ownData.badName') : undefined}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {using.isError && <InlineProblem error={using.error} />}
      <div className="row">
        <Button type="submit" variant="filled" disabled={isSame || isBadName || using.isPending || isSending}>
          {using.isPending ? t('ownData.working') : t('ownData.start')}
        </Button>
        <Button variant="subtle" onClick={close}>
          {t('actions.cancel')}
        </Button>
      </div>
    </form>
  );
}

type UseInput = {
  readonly name: string;
  readonly source: DataSource;
  readonly csv: Partial<CsvDialect>;
  readonly textColumn: string;
  readonly labelColumn: string;
};

/** Splits the rows, trains at once, and shows the new model on Home. */
function useOwnData(onRefused: () => void) {
  const { t } = useTranslation();
  const { bridge, toasts } = useApp();
  const navigate = useNavigate();
  const locale = useLocale();
  return useMutation({
    mutationFn: async (input: UseInput) => {
      const report = await bridge.client.workshop.useData(input);
      const train = report.pipelines.find((pipeline) => pipeline.endsWith('train'));
      if (train !== undefined) await bridge.client.pipelines.run({ name: train, params: {} });
      return report;
    },
    onError: onRefused,
    onSuccess: ({ rows, skippedRows, model }, { name }) => {
      const words = { name, rows: formatCount(rows.train + rows.heldout + rows.warehouse, locale) };
      const text =
        skippedRows === 0
          ? t('ownData.ready', words)
          : t('ownData.readySkipped', { ...words, skipped: formatCount(skippedRows, locale) });
      toasts.show({ tone: 'done', text, undo: null });
      void navigate({ to: '/', search: { model } });
    },
  });
}

const previewRows = 5;

type PreviewProps = { readonly inspection: DataInspection; readonly text: string; readonly label: string };

/** The first rows as the engine reads them: what is not used is quiet. */
function Preview({ inspection, text, label }: PreviewProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { columns, sample, rows, bytes } = inspection;
  // What is used stands first, so that it is in sight however many columns there are.
  const rank = (name: string): number => (name === text ? 0 : name === label ? 1 : 2);
  const shown = columns
    .map(({ name }, place) => ({ name, place, isUsed: rank(name) < 2 }))
    .toSorted((a, b) => rank(a.name) - rank(b.name));
  const size = formatBytes(bytes, locale);
  return (
    <div>
      <p className={classes.previewHead}>
        <span>{t('ownData.preview')}</span>
        <span className="g3 sm">
          {rows === null ? size : `${t('ownData.rows', { count: rows })}, ${size}`}
        </span>
      </p>
      <div className={classes.preview} tabIndex={0} role="group" aria-label={t('ownData.preview')}>
        <table translate="no">
          <thead>
            <tr>
              {shown.map(({ name, isUsed }) => (
                <th key={name} data-used={isUsed || undefined}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sample.slice(0, previewRows).map((row, index) => (
              <tr key={index}>
                {shown.map(({ name, place, isUsed }) => (
                  <td key={name} data-used={isUsed || undefined}>
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
