import { Button, SegmentedControl } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelVersion } from '#contract/registry.ts';
import { useApp } from '#renderer/app-context.ts';
import '#renderer/i18n/late/model-page-words.ts';
import bars from '#renderer/parts/bars.module.css';
import { isShortcut, keyHint } from '#renderer/parts/key-hints.ts';
import { Panel } from '#renderer/parts/panel.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { AnswerTable } from './answer-table.tsx';
import { askRows } from './ask-rows.ts';
import { versionFilesQuery } from './queries.ts';
import type { Json, RowProblem } from './read-cell.ts';
import { namedColumns } from './read-signature.ts';
import { RowForm } from './row-form.tsx';
import { RowProblemNotice, Refusal, WaitingForPython } from './row-notices.tsx';
import { RowText } from './row-text.tsx';
import classes from './try-rows.module.css';
import { useRows } from './use-rows.ts';
import type { Mode } from './use-rows.ts';

type TryRowsProps = {
  readonly version: ModelVersion;
  /** What is asked: the version itself, or an alias of it. */
  readonly uri: string;
  readonly label: string;
};

/** Ask a model that takes rows: a form of its signature's columns, or rows as JSON or CSV; as many answers come back. */
export function TryRows(props: TryRowsProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { name, version } = props.version;
  const files = useQuery(versionFilesQuery(bridge.client, name, version));
  if (files.isPending)
    return (
      <Panel title={t('tryIt.title')} sub={props.label}>
        <StillBars rows={3} />
      </Panel>
    );
  return <RowsPanel {...props} example={files.data?.example?.text ?? null} />;
}

type RowsPanelProps = TryRowsProps & { readonly example: string | null };

function RowsPanel({ version, uri, label, example }: RowsPanelProps) {
  const { t } = useTranslation();
  const { bridge, platform } = useApp();
  const columns = namedColumns(version);
  const rows = useRows(version, example);
  const problemId = useId();
  const form = useRef<HTMLFormElement>(null);
  const asking = useMutation({
    mutationFn: (asked: readonly Json[]) => askRows(bridge.client, uri, asked, version),
  });

  function ask(): void {
    const result = rows.read();
    if ('rows' in result) {
      asking.mutate(result.rows);
      return;
    }
    asking.reset();
    rows.refuse(result.problem);
    focusCell(form.current, result.problem, columns?.map(({ name }) => name) ?? []);
  }
  return (
    <Panel
      title={t('tryIt.title')}
      sub={label}
      aside={columns !== null && <ModeSwitch mode={rows.mode} onChange={rows.change} />}
    >
      <form
        ref={form}
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          ask();
        }}
        onKeyDown={(event) => {
          if (!isShortcut(event.nativeEvent, 'mod+Enter', platform)) return;
          event.preventDefault();
          ask();
        }}
      >
        {rows.mode === 'form' && columns !== null ? (
          <RowForm
            columns={columns}
            cells={rows.cells}
            problem={rows.problem}
            problemId={problemId}
            onChange={rows.setCells}
          />
        ) : (
          <RowText
            columns={columns}
            version={version}
            text={rows.text}
            problemId={rows.problem === null ? undefined : problemId}
            onChange={rows.setText}
          />
        )}
        {rows.problem !== null && <RowProblemNotice id={problemId} problem={rows.problem} />}
        <div className={classes.foot}>
          {rows.mode === 'form' && <Button onClick={rows.add}>{t('tryRows.addRow')}</Button>}
          {rows.hasExample && (
            <Button variant="subtle" title={t('tryRows.exampleHint')} onClick={rows.putExample}>
              {t('tryRows.example')}
            </Button>
          )}
          <span className="grow" />
          <Button type="submit" disabled={asking.isPending}>
            {asking.isPending ? t('tryRows.asking') : t('tryRows.ask')}
            <span className={bars.hintKey}>{keyHint('mod+Enter', platform)}</span>
          </Button>
        </div>
      </form>
      <div className={classes.answer} role="status">
        {asking.isPending && <WaitingForPython version={version} />}
        {asking.isError && <Refusal error={asking.error} />}
        {asking.data !== undefined && (
          <AnswerTable served={asking.data} rows={asking.variables} columns={columns} />
        )}
      </div>
    </Panel>
  );
}

function ModeSwitch({ mode, onChange }: { mode: Mode; onChange: (mode: Mode) => void }) {
  const { t } = useTranslation();
  return (
    <SegmentedControl
      aria-label={t('tryRows.mode')}
      value={mode}
      data={(['form', 'text'] as const).map((value) => ({ value, label: t(`tryRows.${value}`) }))}
      onChange={onChange}
    />
  );
}

/** The field that has to be mended gets the focus. */
function focusCell(
  form: HTMLFormElement | null,
  { row, column }: RowProblem,
  names: readonly string[],
): void {
  const place = `${String(row - 1)} ${String(names.indexOf(column))}`;
  form?.querySelector<HTMLElement>(`[data-cell="${place}"]`)?.focus();
}
