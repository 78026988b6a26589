import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { IconDatabaseImport, IconPlus, IconSearch } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import '#renderer/i18n/late/registry-words.ts';
import { EmptyState } from '#renderer/parts/empty-state.tsx';
import { PageBody, PageHead } from '#renderer/parts/page.tsx';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { useOpenSheet } from '#renderer/parts/side-sheet.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { alertListQuery } from '../alerts/index.ts';
import { listModelLines } from './model-lines.ts';
import { ModelsTable } from './models-table.tsx';
import { modelListQuery } from './queries.ts';
import { RegisterPanel } from './register-panel.tsx';

const route = getRouteApi('/models');

/** Every registered model: who is champion since when, who challenges, and how it stands in production. */
export function ModelsPage() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { filter = '', sort, add } = route.useSearch();
  const navigate = route.useNavigate();
  const openSheet = useOpenSheet();
  const field = useRef<HTMLInputElement>(null);
  const list = useQuery(modelListQuery(bridge.client));
  const alerts = useQuery(alertListQuery(bridge.client, 'open'));
  const models = list.data;
  const register = (): void => void navigate({ search: (search) => ({ ...search, add: 'yes' }) });
  if (models === undefined) {
    return (
      <>
        <PageHead title={t('models.title')} />
        {list.isError ? (
          <PageProblem
            title={t('models.loadFailed')}
            error={list.error}
            onRetry={() => void list.refetch()}
          />
        ) : (
          <StillBars />
        )}
      </>
    );
  }
  const lines = listModelLines(models, alerts.data ?? [], { filter, sort: sort ?? 'changed' });
  return (
    <>
      <PageHead title={t('models.title')} meta={t('models.summary', { count: models.length })}>
        {models.length > 0 && (
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
        <Button
          leftSection={<IconDatabaseImport size={16} stroke={1.5} />}
          onClick={() => openSheet('import-mlflow')}
        >
          {t('registry.importMlflow')}
        </Button>
        <Button
          variant={models.length === 0 ? 'default' : 'filled'}
          leftSection={<IconPlus size={16} stroke={1.5} />}
          onClick={register}
        >
          {t('registry.add')}
        </Button>
      </PageHead>
      <PageBody inspector={add === 'yes' ? <RegisterPanel /> : null}>
        {models.length === 0 ? (
          <EmptyState
            title={t('registry.emptyTitle')}
            lines={[t('registry.emptyText'), t('registry.emptyText2')]}
          >
            <Button variant="filled" onClick={register}>
              {t('registry.add')}
            </Button>
            <Button onClick={() => openSheet('import-mlflow')}>{t('registry.importMlflow')}</Button>
          </EmptyState>
        ) : lines.length === 0 ? (
          <EmptyState title={t('registry.noMatch', { text: filter })} lines={[]} drawing={false} />
        ) : (
          <ModelsTable
            lines={lines}
            sort={sort ?? 'changed'}
            onNew={register}
            onFilter={() => field.current?.focus()}
            onSort={(column) =>
              void navigate({
                search: (search) => ({ ...search, sort: column === 'changed' ? undefined : column }),
              })
            }
          />
        )}
      </PageBody>
    </>
  );
}
