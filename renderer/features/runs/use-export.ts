import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { fileName, saveFile } from '#renderer/parts/charts/save-file.ts';
import { splitOrder } from '#renderer/parts/grid/order-terms.ts';
import { formatCount } from '#renderer/parts/numbers.ts';
import { useAct } from '#renderer/parts/use-act.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import type { RunSearch } from './queries.ts';
import { csvHead, csvLine } from './runs-csv.ts';
import type { CsvColumn } from './runs-csv.ts';

const runsPerRead = 1000;

/** Saves every run of a search as CSV, also those that are not read yet. */
export function useExport(name: string): (search: RunSearch, columns: readonly CsvColumn[]) => void {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const locale = useLocale();
  const act = useAct();

  async function write(search: RunSearch, columns: readonly CsvColumn[]): Promise<number> {
    const parts: string[] = [csvHead(columns)];
    let count = 0;
    for await (const runs of readAll(bridge.client, search)) {
      parts.push(runs.map((run) => csvLine(run, columns)).join(''));
      count += runs.length;
    }
    saveFile(fileName(name, 'csv'), new Blob(['\uFEFF', ...parts], { type: 'text/csv;charset=utf-8' }));
    return count;
  }
  return (search, columns) =>
    void act({
      run: () => write(search, columns),
      done: (count) => t('runTable.exported', { count, formatted: formatCount(count, locale) }),
    });
}

async function* readAll(client: ReturnType<typeof useApp>['bridge']['client'], search: RunSearch) {
  const { experimentId, filter, order, view } = search;
  const orderBy = [...splitOrder(order)];
  const query = { experimentIds: [experimentId], filter, view, orderBy, maxResults: runsPerRead };
  let pageToken: string | null | undefined;
  while (pageToken !== null) {
    const page = await client.runs.search({ ...query, ...(pageToken === undefined ? {} : { pageToken }) });
    yield page.runs;
    pageToken = page.nextPageToken;
  }
}
