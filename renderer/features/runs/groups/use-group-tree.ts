import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Inputs } from '#contract/procedures.ts';
import { useApp } from '#renderer/app-context.ts';
import { splitOrder } from '#renderer/parts/grid/order-terms.ts';
import { runGroupsQuery, runsOfGroupQuery } from '../queries.ts';
import type { RunSearch } from '../queries.ts';
import { quoteKey } from '../value-columns.ts';
import { buildGroupLines } from './group-lines.ts';
import type { GroupContent } from './group-lines.ts';
import { isGroup, toGroupItem } from './group-row.ts';

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
  });
  const runs = useQueries({
    queries: outer.map(([, { filter, asked }]) => runsOfGroupQuery(bridge.client, search, filter, asked)),
  });
  const inside = new Map<string, GroupContent>();
  for (const [index, [id, { level }]] of inner.entries())
    inside.set(id, contentOf(groups[index]?.data, by[level]));
  for (const [index, [id]] of outer.entries()) {
    const page = runs[index]?.data;
    inside.set(id, page && { runs: page.runs, isMore: page.nextPageToken !== null });
  }
  const rootContent = contentOf(root.data, by[0]);
  const lines = isOn ? buildGroupLines({ root: rootContent, inside }) : noLines;
  const items = useMemo(
    () => new Map(lines.flatMap((line) => ('item' in line && isGroup(line.item) ? [[line.id, line]] : []))),
    [lines],
  );
  return {
    isOn,
    lines,
    total: root.data?.total,
    error: isOn ? root.error : null,
    toggle: (id: string): void => {
      const line = items.get(id);
      if (line === undefined || !('item' in line) || !isGroup(line.item)) return;
      const { filter } = line.item;
      setOpened((now) => {
        const next = new Map(now);
        if (!next.delete(id)) next.set(id, { level: line.level, filter, asked: pageSize });
        return next;
      });
    },
    more: (fillerId: string): void => {
      const id = fillerId.slice('more:'.length);
      if (id === 'root') setRootAsked((now) => Math.min(mostAsked, now + pageSize));
      setOpened((now) => {
        const found = now.get(id);
        if (found === undefined) return now;
        return new Map(now).set(id, { ...found, asked: found.asked + pageSize });
      });
    },
  };
}

const noLines: ReturnType<typeof buildGroupLines> = [];

function contentOf(
  data: { readonly groups: Parameters<typeof toGroupItem>[1][]; readonly total: number } | undefined,
  by = '',
): GroupContent {
  return data && { groups: data.groups.map((group) => toGroupItem(by, group)), total: data.total };
}

/** Groups follow the first term of the table's order where that speaks of them; else the largest comes first. */
export function groupOrder(
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
