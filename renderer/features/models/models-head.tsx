import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { IconDatabaseImport, IconPlus, IconSearch } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import bars from '#renderer/parts/bars.module.css';
import { PageHead } from '#renderer/parts/page.tsx';
import { useOpenSheet } from '#renderer/parts/side-sheet.tsx';

const route = getRouteApi('/models');

type ModelsHeadProps = {
  readonly count: number;
  readonly field: RefObject<HTMLInputElement | null>;
};

/** How many models there are, which of them are shown, and the ways to more. */
export function ModelsHead({ count, field }: ModelsHeadProps) {
  const { t } = useTranslation();
  const { filter = '', view = 'active' } = route.useSearch();
  const navigate = route.useNavigate();
  const openSheet = useOpenSheet();
  return (
    <>
      <PageHead title={t('models.title')} meta={t('models.summary', { count })}>
        <Button
          leftSection={<IconDatabaseImport size={16} stroke={1.5} />}
          onClick={() => openSheet('import-mlflow')}
        >
          {t('registry.importMlflow')}
        </Button>
        <Button
          variant={count === 0 && view === 'active' ? 'default' : 'filled'}
          leftSection={<IconPlus size={16} stroke={1.5} />}
          onClick={() => void navigate({ search: (search) => ({ ...search, add: 'yes' }) })}
        >
          {t('registry.add')}
        </Button>
      </PageHead>
      <div className={bars.filterBar}>
        <SegmentedControl
          aria-label={t('registry.view')}
          value={view}
          data={(['active', 'archived'] as const).map((value) => ({
            value,
            label: t(`registry.views.${value}`),
          }))}
          onChange={(value) =>
            void navigate({
              search: (search) => ({ ...search, view: value === 'archived' ? 'archived' : undefined }),
            })
          }
        />
        {count > 0 && (
          <TextInput
            ref={field}
            w={220}
            aria-label={t('registry.filter')}
            placeholder={t('registry.filterHint')}
            leftSection={<IconSearch size={14} stroke={1.5} />}
            value={filter}
            onChange={(event) => {
              const text = event.currentTarget.value;
              void navigate({
                search: (search) => ({ ...search, filter: text === '' ? undefined : text }),
                replace: true,
              });
            }}
          />
        )}
      </div>
    </>
  );
}
