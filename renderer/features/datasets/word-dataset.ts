import type { TFunction } from 'i18next';
import type { DatasetVersion } from '#contract/datasets.ts';

type Warning = DatasetVersion['warnings'][number];

/** How much a version holds: its rows, or its files where it is no table. */
export function wordExtent({ rows, files }: Pick<DatasetVersion, 'rows' | 'files'>, t: TFunction): string {
  return rows === null
    ? t('datasets.fileCount', { count: files.length })
    : t('datasets.rowCount', { count: rows });
}

/** What was odd about the source but could be read, from its code. */
export function wordWarning({ code, count, detail }: Warning, t: TFunction): string {
  switch (code) {
    case 'encoding_guessed':
    case 'no_header':
      return t(`datasets.warned.${code}`, { detail });
    case 'unnamed_column':
    case 'links_skipped':
      return t(`datasets.warned.${code}`, { count, detail });
    case 'empty_rows':
      return t('datasets.warned.empty_rows', { count });
    case 'ragged_rows':
      return t('datasets.warned.ragged_rows', { count, row: /\d+/.exec(detail)?.[0] ?? detail });
    default:
      return t('datasets.warned.other', { code, detail });
  }
}

/** How a CSV was read; the format's name for everything else. */
export function wordFormat({ format, csv }: Pick<DatasetVersion, 'format' | 'csv'>, t: TFunction): string {
  const name = t(`datasets.formats.${format}`);
  if (csv === null) return name;
  const delimiter = csv.delimiter === '\t' ? t('ownData.delimiters.tab') : csv.delimiter;
  return t('datasets.readAs', { format: name, delimiter, encoding: csv.encoding });
}

/** The end of a path or an address: what tells two sources apart. */
export function shortLocation({ kind, location }: DatasetVersion['source']): string {
  if (kind === 'table') return location;
  return location.split(/[/\\]/).findLast((part) => part !== '') ?? location;
}
