import { ActionIcon, Button, Menu } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { IconColumns3, IconDots, IconTag, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunStatus } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import classes from '#renderer/parts/bars.module.css';
import { formatCount } from '#renderer/parts/numbers.ts';
import { PurgeConfirm } from '#renderer/parts/purge-confirm.tsx';
import { StatusLabel } from '#renderer/parts/status-glyph.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { maxComparedRuns, useOpenCompare } from '#renderer/features/compare/index.ts';
import type { LeadingMetric } from '../leading-metric.ts';
import { runPurgeQuery } from '../queries.ts';
import { useRunActs } from '../use-run-acts.ts';
import type { ChosenRuns } from './chosen-runs.ts';
import { TagForm } from './tag-form.tsx';
import { useBulkActs } from './use-bulk-acts.ts';

const settable: readonly RunStatus[] = ['FINISHED', 'FAILED', 'KILLED', 'RUNNING'];

type SelectionBarProps = {
  readonly chosen: ChosenRuns;
  /** How many runs the search finds in all; undefined while all of them are chosen already. */
  readonly searchCount: number | undefined;
  readonly leading: LeadingMetric | undefined;
  readonly isTagging: boolean;
  readonly onTagging: (isTagging: boolean) => void;
  readonly onSelectSearch: () => void;
  readonly onExport: () => void;
  readonly onCopyPython: () => void;
  readonly onBaseline: (runId: string) => void;
  readonly onClear: () => void;
};

/** What can be done to the selected runs, or to all that the search finds. */
export function SelectionBar(props: SelectionBarProps) {
  const { chosen, searchCount, isTagging, onTagging, onSelectSearch, onClear } = props;
  const { t } = useTranslation();
  const locale = useLocale();
  const [confirming, setConfirming] = useState(false);
  const acts = useBulkActs();
  const { runIds, count } = chosen;
  if (confirming && runIds !== null)
    return <PurgeBar runIds={runIds} onClear={onClear} onCancel={() => setConfirming(false)} />;
  if (isTagging)
    return (
      <TagForm
        experimentId={chosen.search.experimentId}
        count={count}
        onCancel={() => onTagging(false)}
        onSet={(key, value) => {
          onTagging(false);
          void acts.setTag(chosen, key, value);
        }}
        onDelete={(key) => {
          onTagging(false);
          void acts.deleteTag(chosen, key);
        }}
      />
    );
  const selected = t('runs.selected', { count });
  return (
    <div className={classes.actionBar} data-floating role="toolbar" aria-label={selected}>
      <span className={classes.count}>{selected}</span>
      {searchCount !== undefined && searchCount > count && (
        <Button size="compact-xs" variant="subtle" onClick={onSelectSearch}>
          {t('runTable.bulk.selectSearch', { formatted: formatCount(searchCount, locale) })}
        </Button>
      )}
      {chosen.search.view === 'active' ? (
        <ActiveActions {...props} />
      ) : (
        <DeletedActions
          chosen={chosen}
          onClear={onClear}
          onPurge={runIds === null ? undefined : () => setConfirming(true)}
        />
      )}
      <span className={classes.divider} />
      <ActionIcon size={24} aria-label={t('runs.clearSelection')} onClick={onClear}>
        <IconX size={14} stroke={1.5} />
      </ActionIcon>
    </div>
  );
}

function ActiveActions({ chosen, leading, onTagging, onBaseline, onClear, ...props }: SelectionBarProps) {
  const { t } = useTranslation();
  const acts = useBulkActs();
  const compare = useOpenCompare();
  const { runIds, count } = chosen;
  const [only] = runIds ?? [];
  return (
    <>
      <Button
        size="compact-xs"
        variant="filled"
        leftSection={<IconColumns3 size={14} stroke={1.5} />}
        rightSection={<span className={classes.hintKey}>c</span>}
        disabled={count < 2 || count > maxComparedRuns}
        onClick={() => void acts.compare(chosen, compare)}
      >
        {t('frame.compare')}
      </Button>
      {count === 1 && only !== undefined && (
        <Button
          size="compact-xs"
          rightSection={<span className={classes.hintKey}>b</span>}
          onClick={() => onBaseline(only)}
        >
          {t('runTable.bulk.baseline')}
        </Button>
      )}
      <Button
        size="compact-xs"
        leftSection={<IconTag size={14} stroke={1.5} />}
        rightSection={<span className={classes.hintKey}>t</span>}
        onClick={() => onTagging(true)}
      >
        {t('runTable.bulk.tag')}
      </Button>
      {leading !== undefined && (
        <Button size="compact-xs" onClick={() => void acts.openBest(chosen, leading)}>
          {t('runTable.bulk.registerBest')}
        </Button>
      )}
      <Button
        size="compact-xs"
        rightSection={<span className={classes.hintKey}>e</span>}
        onClick={() => {
          onClear();
          void acts.remove(chosen);
        }}
      >
        {t('actions.delete')}
      </Button>
      <MoreActions chosen={chosen} onExport={props.onExport} onCopyPython={props.onCopyPython} />
    </>
  );
}

type MoreActionsProps = Pick<SelectionBarProps, 'chosen' | 'onExport' | 'onCopyPython'>;

function MoreActions({ chosen, onExport, onCopyPython }: MoreActionsProps) {
  const { t } = useTranslation();
  const acts = useBulkActs();
  const single = useRunActs();
  const { runIds } = chosen;
  return (
    <Menu position="top-end">
      <Menu.Target>
        <ActionIcon size={24} aria-label={t('runTable.bulk.more')}>
          <IconDots size={14} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onExport}>{t('runTable.bulk.export')}</Menu.Item>
        <Menu.Item onClick={onCopyPython}>{t('runTable.filter.copyPython')}</Menu.Item>
        <Menu.Item onClick={() => void acts.copyIds(chosen)}>{t('runs.copyIds')}</Menu.Item>
        {runIds !== null && (
          <>
            <Menu.Divider />
            <Menu.Label>{t('runs.setStatus')}</Menu.Label>
            {settable.map((status) => (
              <Menu.Item key={status} onClick={() => void single.setStatus(runIds, status)}>
                <StatusLabel status={status} />
              </Menu.Item>
            ))}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

type DeletedActionsProps = {
  readonly chosen: ChosenRuns;
  readonly onClear: () => void;
  readonly onPurge: (() => void) | undefined;
};

function DeletedActions({ chosen, onClear, onPurge }: DeletedActionsProps) {
  const { t } = useTranslation();
  const acts = useBulkActs();
  return (
    <>
      <Button
        size="compact-xs"
        onClick={() => {
          onClear();
          void acts.restore(chosen);
        }}
      >
        {t('actions.restore')}
      </Button>
      {onPurge !== undefined && (
        <Button size="compact-xs" data-danger onClick={onPurge}>
          {t('actions.deleteForGood')}
        </Button>
      )}
    </>
  );
}

type PurgeBarProps = {
  readonly runIds: readonly string[];
  readonly onClear: () => void;
  readonly onCancel: () => void;
};

function PurgeBar({ runIds, onClear, onCancel }: PurgeBarProps) {
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
