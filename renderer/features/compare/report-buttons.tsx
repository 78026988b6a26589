import { Button, Menu } from '@mantine/core';
import { IconCopy, IconFileExport } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { saveFile } from '#renderer/parts/charts/save-file.ts';
import { useAct } from '#renderer/parts/use-act.ts';
import type { ShownRuns } from './shown-runs.ts';
import { useCompareSet } from './use-compare-set.ts';

type ReportButtonsProps = { readonly shown: ShownRuns };

/** What is on the screen as a document: on the clipboard, or as a file that opens anywhere. Hidden runs stay out. */
export function ReportButtons({ shown }: ReportButtonsProps) {
  const { t, i18n } = useTranslation();
  const { bridge } = useApp();
  const { search } = useCompareSet();
  const act = useAct();
  const write = (format: 'html' | 'markdown') =>
    bridge.client.comparison.report({
      runs: shown.runs.map(({ runId }) => runId),
      format,
      language: i18n.language === 'sv' ? 'sv' : 'en',
      all: search.all === 'yes',
      ...(shown.baseline === undefined ? {} : { baseline: shown.baseline.runId }),
    });
  const save = (format: 'html' | 'markdown'): void =>
    void act({
      run: async () => {
        const { fileName, text } = await write(format);
        saveFile(fileName, new Blob([text], { type: 'text/plain;charset=utf-8' }));
        return fileName;
      },
      done: (fileName) => t('compare.report.saved', { fileName }),
    });
  const copy = (): void =>
    void act({
      run: async () => navigator.clipboard.writeText((await write('markdown')).text),
      done: t('compare.report.copied', { count: shown.runs.length }),
    });
  return (
    <>
      <Button leftSection={<IconCopy size={16} stroke={1.5} />} onClick={copy}>
        {t('compare.report.copy')}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button leftSection={<IconFileExport size={16} stroke={1.5} />}>{t('compare.report.save')}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => save('html')}>{t('compare.report.html')}</Menu.Item>
          <Menu.Item onClick={() => save('markdown')}>{t('compare.report.markdown')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
