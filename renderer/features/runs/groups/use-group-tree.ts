import { useQueries, useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { Run } from '#contract/entities.ts';
import type { Inputs } from '#contract/procedures.ts';
import type { RunGroup } from '#contract/run-table.ts';
import { useApp } from '#renderer/app-context.ts';
import { splitOrder } from '#renderer/parts/grid/order-terms.ts';
import { runGroupsQuery, runsOfGroupQuery } from '../queries.ts';
import type { RunSearch } from '../queries.ts';
import { quoteKey } from '../value-columns.ts';
import { buildGroupLines } from './group-lines.ts';
import type { GroupContent } from './group-lines.ts';
import { readGroupId, toGroupItem } from './group-row.ts';

type Open = { readonly level: number; readonly filter: string; readonly asked: number };

/** Groups or runs that are read at first, and with each "more". */
const pageSize = 200;
const mostAsked = 1000;

/** The groups of a search by one key after the other, and what is inside the open ones. */
export function useGroupTree(search: RunSearch, by: readonly string[], metrics: readonly string[]) {
  const { bridge } = useApp();
  const [opened, setOpened] = useState<ReadonlyMap<string, Open>>(new Map());
  const [rootAsked, setRootAsked] = useState(pageSize);
  const groupsOf = (level: number, filter: string, maxResults: number) => {
    const key = by[level] ?? '';
    const orderBy = groupOrder(search.order, key, metrics);
    return runGroupsQuery(bridge.client, search, {
      filter,
      by: [key],
      metrics: [...metrics],
      orderBy,
      maxResults,
    });
  };
  const isOn = by.length > 0;
  const root = useQuery({ ...groupsOf(0, search.filter, rootAsked), enabled: isOn });
  const open = isOn ? [...opened].filter(([, { level }]) => level <= by.length) : [];
  const inner = open.filter(([, { level }]) => level < by.length);
  const outer = open.filter(([, { level }]) => level >= by.length);
  const groups = useQueries({
    queries: inner.map(([, { level, filter, asked }]) => groupsOf(level, filter, asked)),
    combine: readInside<GroupData>,
  });
  const runs = useQueries({
    queries: outer.map(([, { filter, asked }]) => runsOfGroupQuery(bridge.client, search, filter, asked)),
    combine: readInside<PageData>,
  });
  const rootData = root.data;
  const [groupData, runData] = [groups.data, runs.data];
  const lines = useMemo(() => {
    if (by.length === 0) return noLines;
    const inside = new Map<string, GroupContent>();
    let [atGroups, atRuns] = [0, 0];
    for (const [id, { level }] of opened) {
      if (level < by.length) inside.set(id, groupsContent(groupData[atGroups++], by[level]));
      else if (level === by.length) inside.set(id, runsContent(runData[atRuns++]));
    }
    return buildGroupLines({ root: groupsContent(rootData, by[0]), inside });
  }, [by, opened, groupData, runData, rootData]);
  const toggle = useCallback((id: string): void => {
    const group = readGroupId(id);
    if (group === null) return;
    setOpened((now) => {
      const next = new Map(now);
      if (!next.delete(id)) next.set(id, { ...group, asked: pageSize });
      return next;
    });
  }, []);
  const more = useCallback((fillerId: string): void => {
    const id = fillerId.slice('more:'.length);
    if (id === 'root') setRootAsked((now) => Math.min(mostAsked, now + pageSize));
    setOpened((now) => {
      const found = now.get(id);
      return found === undefined ? now : new Map(now).set(id, { ...found, asked: found.asked + pageSize });
    });
  }, []);
  const readAgain = (): void => {
    void root.refetch();
    groups.readAgain();
    runs.readAgain();
  };
  const error = isOn ? (root.error ?? groups.error ?? runs.error) : null;
  return { isOn, lines, error, readAgain, toggle, more };
}

type GroupData = { readonly groups: readonly RunGroup[]; readonly total: number };
type PageData = { readonly runs: readonly Run[]; readonly nextPageToken: string | null };

/** What was read, the first failure, and the way to try those again that failed. */
function readInside<Data>(results: readonly UseQueryResult<Data>[]) {
  return {
    data: results.map(({ data }) => data),
    error: results.find(({ error }) => error !== null)?.error ?? null,
    readAgain: (): void => {
      for (const { isError, refetch } of results) if (isError) void refetch();
    },
  };
}

const noLines: ReturnType<typeof buildGroupLines> = [];

function groupsContent(data: GroupData | undefined, by = ''): GroupContent {
  return data && { groups: data.groups.map((group) => toGroupItem(by, group)), total: data.total };
}

function runsContent(page: PageData | undefined): GroupContent {
  return page && { runs: page.runs, isMore: page.nextPageToken !== null };
}

/** Groups follow the first term of the table's order where that speaks of them; else the largest comes first. */
function groupOrder(
  order: string,
  by: string,
  metrics: readonly string[],
): NonNullable<Inputs['runs']['groups']['orderBy']> {
  const [term = ''] = splitOrder(order);
  const descending = term.endsWith(' DESC');
  const key = term.replace(/ (?:ASC|DESC)$/, '');
  const metric = metrics.find((name) => key === `metrics.${quoteKey(name)}`);
  if (metric !== undefined) return { by: 'mean', metric, descending };
  const [, kind = '', name = ''] = /^(params|tags)\.(.*)$/s.exec(by) ?? [];
  const isOwn = kind === '' ? key === `attributes.${by}` : key === `${kind}.${quoteKey(name)}`;
  return isOwn ? { by: 'value', descending } : { by: 'runs', descending: true };
}
