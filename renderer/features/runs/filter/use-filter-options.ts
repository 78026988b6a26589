import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useApp } from '#renderer/app-context.ts';
import type { FilterOption } from '#renderer/parts/filter-option-list.tsx';
import { formatCount } from '#renderer/parts/numbers.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { runValuesQuery } from '../queries.ts';
import type { ValueColumn } from '../value-columns.ts';
import { isNumberKey } from './condition-text.ts';
import { readCursor } from './filter-cursor.ts';
import { listOptions, wantedText } from './filter-options.ts';

export type FilterCaret = { readonly text: string; readonly caret: number };

/** What a filter can go on with where the caret stands; values come from the engine. */
export function useFilterOptions(
  experimentId: string,
  columns: readonly ValueColumn[],
  at: FilterCaret | null,
): readonly FilterOption[] {
  const { bridge } = useApp();
  const locale = useLocale();
  const cursor = useMemo(() => (at === null ? null : readCursor(at.text, at.caret)), [at]);
  const key = cursor?.wants === 'value' && !isNumberKey(cursor.key) ? cursor.key : null;
  const wanted = cursor === null ? '' : wantedText(cursor);
  const values = useQuery({
    ...runValuesQuery(bridge.client, experimentId, key ?? { kind: 'attribute', key: 'status' }, wanted),
    enabled: key !== null,
  }).data;
  return useMemo(
    () =>
      cursor === null
        ? []
        : listOptions(cursor, {
            columns,
            values: key === null ? [] : (values ?? []),
            formatCount: (count) => formatCount(count, locale),
          }),
    [cursor, columns, key, values, locale],
  );
}
