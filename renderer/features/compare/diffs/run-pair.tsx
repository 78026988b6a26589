import { ActionIcon, Select } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ComparedRun } from '#contract/comparison.ts';
import type { CompareTabProps } from '../compare-tab-props.ts';
import { useCompareSet } from '../use-compare-set.ts';
import classes from './diffs.module.css';

export type RunPair = readonly [first: ComparedRun, second: ComparedRun];

/** The two runs whose files are compared: those that were chosen, else the baseline and the next one. */
export function usePair({ comparison, shown }: CompareTabProps): RunPair {
  const { search } = useCompareSet();
  const [one, other] = (search.pair ?? '').split(',');
  const find = (head: string | undefined): ComparedRun | undefined =>
    head === undefined || head === ''
      ? undefined
      : comparison.runs.find(({ runId }) => runId.startsWith(head));
  const first = find(one) ?? shown.baseline ?? comparison.runs[0];
  const second = find(other) ?? comparison.runs.find((run) => run !== first);
  if (first === undefined || second === undefined) throw new Error('A comparison has two runs at least.');
  return [first, second];
}

/** What was opened or moved of one pair says nothing of another. */
export function pairKey([first, second]: RunPair): string {
  return `${first.runId} ${second.runId}`;
}

/** Chooses two runs, and turns them round. */
export function PairPicker({
  comparison,
  pair,
}: {
  comparison: CompareTabProps['comparison'];
  pair: RunPair;
}) {
  const { t } = useTranslation();
  const { change } = useCompareSet();
  const [first, second] = pair;
  const data = comparison.runs.map(({ runId, name }) => ({ value: runId, label: name }));
  const set = (a: string, b: string): void => change({ pair: `${a.slice(0, 12)},${b.slice(0, 12)}` });
  return (
    <div className={classes.pair}>
      <Select
        searchable
        allowDeselect={false}
        aria-label={t('compare.diffs.first')}
        data={data}
        value={first.runId}
        onChange={(id) => id !== null && set(id, id === second.runId ? first.runId : second.runId)}
      />
      <ActionIcon
        size={24}
        aria-label={t('compare.diffs.turn')}
        title={t('compare.diffs.turn')}
        onClick={() => set(second.runId, first.runId)}
      >
        <IconArrowsExchange size={16} stroke={1.5} />
      </ActionIcon>
      <Select
        searchable
        allowDeselect={false}
        aria-label={t('compare.diffs.second')}
        data={data}
        value={second.runId}
        onChange={(id) => id !== null && set(id === first.runId ? second.runId : first.runId, id)}
      />
    </div>
  );
}
