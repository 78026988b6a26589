import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { keys } from '#renderer/bridge/keys.ts';
import table from '#renderer/parts/plain-table.module.css';
import { DatasetLink } from '#renderer/features/lineage/index.ts';
import { RunLink } from '#renderer/features/runs/index.ts';
import classes from './inspector.module.css';
import { JsonTree } from './json-tree.tsx';
import { readOutput } from './read-output.ts';
import type { OutputValue } from './read-output.ts';

/** A value that a task gave out, as what it is: a way to a thing, a table, a tree or a text. */
export function OutputView({ name, value }: { name: string; value: unknown }) {
  const { t } = useTranslation();
  const read = readOutput(name, value);
  switch (read.kind) {
    case 'run':
      return (
        <RunLink runId={read.runId} className={classes.link} fallback={() => <Plain text={read.runId} />} />
      );
    case 'pipelineRun':
      return (
        <Link
          to="/pipelines/runs/$pipelineRunId"
          params={{ pipelineRunId: read.pipelineRunId }}
          className={classes.link}
        >
          {t('pipelineRuns.acts.openRun', { id: read.pipelineRunId.slice(0, 8) })}
        </Link>
      );
    case 'dataset':
      return <DatasetLink uri={read.uri} className={classes.link} />;
    case 'model':
      return (
        <Link
          to="/models/$name/versions/$version"
          params={{ name: read.name, version: read.version }}
          className={classes.link}
          translate="no"
        >
          {`${read.name} v${read.version}`}
        </Link>
      );
    case 'batch':
      return <BatchLink batchId={read.batchId} />;
    case 'alerts':
      return read.count === 0 ? (
        <Plain text="0" />
      ) : (
        <Link to="/alerts" search={{ state: 'all' }} className={classes.link}>
          {t('pipelineRuns.alerts', { count: read.count })}
        </Link>
      );
    case 'rows':
      return <RowTable name={name} value={read} />;
    case 'tree':
      return <JsonTree value={read.value} label={name} />;
    case 'plain':
      return <Plain text={read.text} />;
  }
}

function Plain({ text }: { text: string }) {
  return (
    <span className={classes.plain} translate="no">
      {text}
    </span>
  );
}

/** Only the batch itself knows its model, on whose page it stands. */
function BatchLink({ batchId }: { batchId: number }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { data: batch } = useQuery({
    queryKey: keys.batch(batchId),
    queryFn: ({ signal }) => bridge.client.monitoring.getBatch({ batchId }, { signal }),
  });
  if (batch === undefined) return <Plain text={String(batchId)} />;
  return (
    <Link
      to="/monitoring/$model"
      params={{ model: batch.modelName }}
      search={{ batch: batchId }}
      className={classes.link}
    >
      {t('pipelineRuns.openBatch', { id: batchId })}
    </Link>
  );
}

const rowsAtFirst = 20;

function RowTable({ name, value }: { name: string; value: Extract<OutputValue, { kind: 'rows' }> }) {
  const { t } = useTranslation();
  const [isAll, setAll] = useState(false);
  const rows = isAll ? value.rows : value.rows.slice(0, rowsAtFirst);
  return (
    <div className={classes.wide} tabIndex={0} role="group" aria-label={name}>
      <table className={`${table.table} ${table.inPanel}`} aria-label={name} translate="no">
        <thead>
          <tr>
            {value.columns.map((column) => (
              <th key={column}>{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>
              {value.columns.map((column) => (
                <td key={column} className={typeof row[column] === 'number' ? table.right : undefined}>
                  {showCell(row[column])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length < value.rows.length && (
        <button type="button" className={classes.more} onClick={() => setAll(true)}>
          {t('pipelineRuns.showMoreRows', { count: value.rows.length - rows.length })}
        </button>
      )}
    </div>
  );
}

function showCell(value: unknown): string {
  if (value === undefined || value === null) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
