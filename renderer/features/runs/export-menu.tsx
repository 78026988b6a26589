import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

import { useExport } from './use-export.ts';
import type { RunsModel } from './use-runs-model.ts';
import { valueColumnsOf } from './value-columns.ts';

type ExportMenuProps = {
  readonly model: Pick<RunsModel, 'runSearch' | 'columns'>;
  readonly name: string;
};

/** Every run of the search as CSV, also those that are not read yet. */
export function ExportMenu({ model, name }: ExportMenuProps) {
  const { t } = useTranslation();
  const save = useExport(name);
  const { all, choices } = model.columns;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button leftSection={<IconDownload size={16} stroke={1.5} />}>{t('runTable.export')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => save(model.runSearch, valueColumnsOf(all, choices))}>
          {t('runTable.exportShown')}
        </Menu.Item>
        <Menu.Item
          onClick={() =>
            save(
              model.runSearch,
              all.filter(({ key }) => !key.startsWith('mlflow.')),
            )
          }
        >
          {t('runTable.exportAll')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
