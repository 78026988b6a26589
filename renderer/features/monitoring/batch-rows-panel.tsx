import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Batch, BatchRow } from '#contract/monitoring.ts';
import { useApp } from '#renderer/app-context.ts';
import { formatUnit } from '#renderer/parts/figures.ts';
import { Facts, Inspector } from '#renderer/parts/inspector.tsx';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { DatasetLink } from '../lineage/index.ts';
import classes from './monitoring.module.css';
import { batchRowsQuery } from './queries.ts';
import type { RowOrder } from './queries.ts';
import { useMonitoringActs } from './use-monitoring-acts.ts';

type BatchRowsPanelProps = {
  readonly batch: Batch;
  /** What rows can be labelled with. */
  readonly labels: readonly string[];
  readonly order: RowOrder;
  readonly onOrder: (order: RowOrder) => void;
  readonly onClose: () => void;
};

const orders: readonly RowOrder[] = ['oov', 'confidence', 'row'];

/** The rows of a batch, where each can be given its right answer; saved together. */
export function BatchRowsPanel({ batch, labels, order, onOrder, onClose }: BatchRowsPanelProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const acts = useMonitoringActs();
  const [chosen, setChosen] = useState<ReadonlyMap<number, string>>(new Map());
  const list = useInfiniteQuery(batchRowsQuery(bridge.client, batch.batchId, order));
  const rows = list.data?.pages.flatMap((page) => page.rows);
  const title = t('monitoring.panel.title', { id: batch.batchId });

  async function save(): Promise<void> {
    const drafts = [...chosen].map(([row, label]) => ({ row, label }));
    if (await acts.addLabels(batch.batchId, drafts)) setChosen(new Map());
  }
  return (
    <Inspector
      label={title}
      onClose={onClose}
      lead={<span className={classes.strong}>{title}</span>}
      foot={
        chosen.size === 0 ? (
          <p className="g3 sm">{t('monitoring.panel.hint')}</p>
        ) : (
          <>
            <Button variant="filled" onClick={() => void save()}>
              {t('monitoring.panel.save', { count: chosen.size })}
            </Button>
            <Button variant="subtle" onClick={() => setChosen(new Map())}>
              {t('monitoring.panel.forget')}
            </Button>
          </>
        )
      }
    >
      <BatchFacts batch={batch} />
      <div className={classes.order}>
        <SegmentedControl
          fullWidth
          aria-label={t('monitoring.panel.order')}
          value={order}
          data={orders.map((value) => ({ value, label: t(`monitoring.panel.${value}`) }))}
          onChange={(value) => onOrder(orders.find((known) => known === value) ?? 'oov')}
        />
      </div>
      {rows === undefined ? (
        list.isError ? (
          <InlineProblem error={list.error} />
        ) : (
          <StillBars rows={6} />
        )
      ) : (
        <ol className={classes.rowList} aria-label={t('monitoring.panel.list')}>
          {rows.map((row) => (
            <RowItem
              key={row.row}
              row={row}
              labels={labels}
              draft={chosen.get(row.row)}
              onLabel={(label) => setChosen(withDraft(chosen, row, label))}
            />
          ))}
        </ol>
      )}
      {list.hasNextPage && (
        <div className={classes.order}>
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('monitoring.panel.more')}
          </Button>
        </div>
      )}
    </Inspector>
  );
}

/** A label that the row already has is no draft. */
function withDraft(
  drafts: ReadonlyMap<number, string>,
  { row, label }: BatchRow,
  wanted: string,
): ReadonlyMap<number, string> {
  const next = new Map(drafts);
  if (wanted === '' || wanted === label) next.delete(row);
  else next.set(row, wanted);
  return next;
}

function BatchFacts({ batch }: { batch: Batch }) {
  const { t } = useTranslation();
  const { dataset, pipelineRunId, alertIds } = batch;
  const facts: (readonly [string, ReactNode])[] = [
    [t('monitoring.panel.dataset'), <DatasetLink key="dataset" uri={dataset} className={classes.link} />],
  ];
  if (pipelineRunId !== null)
    facts.push([
      t('monitoring.panel.run'),
      <Link key="run" to="/pipelines/runs/$pipelineRunId" params={{ pipelineRunId }} className={classes.link}>
        {t('monitoring.panel.open')}
      </Link>,
    ]);
  facts.push([
    t('monitoring.panel.alerts'),
    alertIds.length === 0 ? (
      t('monitoring.panel.none')
    ) : (
      <span key="alerts" className={classes.links}>
        {alertIds.map((alert) => (
          <Link key={alert} to="/alerts" search={{ alert }} className={classes.link}>
            {t('monitoring.alertLink', { id: alert })}
          </Link>
        ))}
      </span>
    ),
  ]);
  return <Facts facts={facts} />;
}

type RowItemProps = {
  readonly row: BatchRow;
  readonly labels: readonly string[];
  readonly draft: string | undefined;
  readonly onLabel: (label: string) => void;
};

function RowItem({ row, labels, draft, onLabel }: RowItemProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const known = row.label === null || labels.includes(row.label) ? labels : [...labels, row.label];
  return (
    <li className={classes.rowItem}>
      <p translate="no">{row.text}</p>
      <div className={classes.rowFoot}>
        <span className="grow">
          <span className={classes.strong} translate="no">
            {row.prediction}
          </span>{' '}
          <span className="g3">
            {formatUnit(row.confidence, locale)}, {t('monitoring.oov')} {formatUnit(row.oovShare, locale)}
          </span>
        </span>
        <NativeSelect
          size="xs"
          className={classes.labelField}
          data-draft={draft !== undefined || undefined}
          aria-label={t('monitoring.panel.labelOf', { row: row.row })}
          value={draft ?? row.label ?? ''}
          onChange={(event) => onLabel(event.currentTarget.value)}
        >
          {row.label === null && <option value="">{t('monitoring.panel.noLabel')}</option>}
          {known.map((label) => (
            <option key={label} value={label} translate="no">
              {label}
            </option>
          ))}
        </NativeSelect>
      </div>
    </li>
  );
}
