import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { fileName, saveFile } from '#renderer/parts/charts/save-file.ts';
import { formatCount } from '#renderer/parts/numbers.ts';
import { useAct } from '#renderer/parts/use-act.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { isPlainColumn } from './column-spec.ts';
import type { RunSearch } from './queries.ts';
import { csvHead, csvLine } from './runs-csv.ts';
import type { CsvColumn } from './runs-csv.ts';
import type { RunsModel } from './use-runs-model.ts';
import { findColumn } from './value-columns.ts';

const runsPerRead = 1000;

type ExportMenuProps = {
  readonly model: Pick<RunsModel, 'runSearch' | 'columns'>;
  readonly name: string;
};

/** Every run of the search as CSV, also those that are not read yet. */
export function ExportMenu({ model, name }: ExportMenuProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const locale = useLocale();
  const act = useAct();
  const { all, choices } = model.columns;
  const shown = choices.flatMap(({ id }) => (isPlainColumn(id) ? [] : (findColumn(all, id) ?? [])));

  async function write(columns: readonly CsvColumn[]): Promise<number> {
    const parts: string[] = [csvHead(columns)];
    let count = 0;
    for await (const runs of readAll(bridge.client, model.runSearch)) {
      parts.push(runs.map((run) => csvLine(run, columns)).join(''));
      count += runs.length;
    }
    saveFile(fileName(name, 'csv'), new Blob(['\uFEFF', ...parts], { type: 'text/csv;charset=utf-8' }));
    return count;
  }
  const save = (columns: readonly CsvColumn[]): void =>
    void act({
      run: () => write(columns),
      done: (count) => t('runTable.exported', { count, formatted: formatCount(count, locale) }),
    });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" size="compact-xs" leftSection={<IconDownload size={14} stroke={1.5} />}>
          {t('runTable.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => save(shown)}>{t('runTable.exportShown')}</Menu.Item>
        <Menu.Item onClick={() => save(all.filter(({ key }) => !key.startsWith('mlflow.')))}>
          {t('runTable.exportAll')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

async function* readAll(client: ReturnType<typeof useApp>['bridge']['client'], search: RunSearch) {
  const { experimentId, filter, order, view } = search;
  const query = { experimentIds: [experimentId], filter, view, orderBy: [order], maxResults: runsPerRead };
  let pageToken: string | null | undefined;
  while (pageToken !== null) {
    const page = await client.runs.search({ ...query, ...(pageToken === undefined ? {} : { pageToken }) });
    yield page.runs;
    pageToken = page.nextPageToken;
  }
}
