import { ActionIcon, Button, Menu } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { IconChevronDown, IconColumns3, IconCopy, IconTrash, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunStatus } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import classes from '#renderer/parts/bars.module.css';
import { PurgeConfirm } from '#renderer/parts/purge-confirm.tsx';
import { StatusLabel } from '#renderer/parts/status-glyph.tsx';
import { maxComparedRuns, useOpenCompare } from '../compare/index.ts';
import { runPurgeQuery } from './queries.ts';
import { useRunActs } from './use-run-acts.ts';

const settable: readonly RunStatus[] = ['FINISHED', 'FAILED', 'KILLED', 'RUNNING'];

type SelectionBarProps = {
  readonly runIds: readonly string[];
  readonly view: 'active' | 'deleted';
  readonly onClear: () => void;
};

/** What can be done to the selected runs. */
export function SelectionBar({ runIds, view, onClear }: SelectionBarProps) {
  const { t } = useTranslation();
  const [confirming, setConfirming] = useState(false);
  if (confirming) return <PurgeBar runIds={runIds} onClear={onClear} onCancel={() => setConfirming(false)} />;
  return (
    <div
      className={classes.actionBar}
      data-floating
      role="toolbar"
      aria-label={t('runs.selected', { count: runIds.length })}
    >
      <span className={classes.count}>{t('runs.selected', { count: runIds.length })}</span>
      {view === 'active' ? (
        <ActiveActions runIds={runIds} onClear={onClear} />
      ) : (
        <DeletedActions runIds={runIds} onClear={onClear} onPurge={() => setConfirming(true)} />
      )}
      <span className={classes.divider} />
      <ActionIcon size={24} aria-label={t('runs.clearSelection')} onClick={onClear}>
        <IconX size={14} stroke={1.5} />
      </ActionIcon>
    </div>
  );
}

type ActionsProps = { readonly runIds: readonly string[]; readonly onClear: () => void };

function ActiveActions({ runIds, onClear }: ActionsProps) {
  const { t } = useTranslation();
  const acts = useRunActs();
  const compare = useOpenCompare();
  return (
    <>
      <Button
        size="compact-xs"
        leftSection={<IconColumns3 size={14} stroke={1.5} />}
        rightSection={<span className={classes.hintKey}>c</span>}
        disabled={runIds.length < 2 || runIds.length > maxComparedRuns}
        onClick={() => compare(runIds)}
      >
        {t('frame.compare')}
      </Button>
      <Menu position="top">
        <Menu.Target>
          <Button size="compact-xs" rightSection={<IconChevronDown size={13} stroke={1.5} />}>
            {t('runs.setStatus')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {settable.map((status) => (
            <Menu.Item key={status} onClick={() => void acts.setStatus(runIds, status)}>
              <StatusLabel status={status} />
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button
        size="compact-xs"
        leftSection={<IconCopy size={14} stroke={1.5} />}
        onClick={() => void acts.copyIds(runIds)}
      >
        {t('runs.copyIds')}
      </Button>
      <Button
        size="compact-xs"
        leftSection={<IconTrash size={14} stroke={1.5} />}
        onClick={() => {
          onClear();
          void acts.remove(runIds);
        }}
      >
        {t('actions.delete')}
      </Button>
    </>
  );
}

function DeletedActions({ runIds, onClear, onPurge }: ActionsProps & { readonly onPurge: () => void }) {
  const { t } = useTranslation();
  const acts = useRunActs();
  return (
    <>
      <Button
        size="compact-xs"
        onClick={() => {
          onClear();
          void acts.restore(runIds);
        }}
      >
        {t('actions.restore')}
      </Button>
      <Button size="compact-xs" data-danger onClick={onPurge}>
        {t('actions.deleteForGood')}
      </Button>
    </>
  );
}

function PurgeBar({ runIds, onClear, onCancel }: ActionsProps & { readonly onCancel: () => void }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const acts = useRunActs();
  const previews = useQueries({ queries: runIds.map((runId) => runPurgeQuery(bridge.client, runId)) });
  const reports = previews.flatMap(({ data }) => data ?? []);
  const report = reports.reduce(
    (sum, { runs, files, freedBytes }) => ({
      runs: sum.runs + runs,
      files: sum.files + files,
      freedBytes: sum.freedBytes + freedBytes,
    }),
    { runs: 0, files: 0, freedBytes: 0 },
  );
  return (
    <div className={classes.actionBar} data-floating data-confirm>
      <PurgeConfirm
        report={reports.length === runIds.length ? report : undefined}
        error={previews.find(({ error }) => error !== null)?.error}
        deed={t('purge.confirmRuns', { count: runIds.length })}
        onCancel={onCancel}
        onConfirm={() => {
          onClear();
          void acts.purge(runIds);
        }}
      />
    </div>
  );
}
