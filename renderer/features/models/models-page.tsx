import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegisteredModel } from '#contract/registry.ts';
import { useApp } from '#renderer/app-context.ts';
import '#renderer/i18n/late/registry-words.ts';
import { EmptyState } from '#renderer/parts/empty-state.tsx';
import { PageBody, PageHead } from '#renderer/parts/page.tsx';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { alertListQuery } from '../alerts/index.ts';
import { servingStatusQuery } from '../serving/index.ts';
import { DeleteModelBar } from './delete-model-bar.tsx';
import { listModelLines } from './model-lines.ts';
import { ModelsHead } from './models-head.tsx';
import { ModelsTable } from './models-table.tsx';
import { NoModels } from './no-models.tsx';
import { modelListQuery } from './queries.ts';
import { RegisterPanel } from './register-panel.tsx';

const route = getRouteApi('/models');

/** Every registered model: who is champion since when, who challenges, and how it stands in production. */
export function ModelsPage() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { view = 'active', add } = route.useSearch();
  const field = useRef<HTMLInputElement>(null);
  const list = useQuery(modelListQuery(bridge.client, view));
  if (list.data === undefined) {
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
  return (
    <>
      <ModelsHead count={list.data.length} field={field} />
      <PageBody inspector={add === 'yes' ? <RegisterPanel /> : null}>
        <ModelsContent models={list.data} field={field} />
      </PageBody>
    </>
  );
}

type ModelsContentProps = {
  readonly models: readonly RegisteredModel[];
  readonly field: RefObject<HTMLInputElement | null>;
};

function ModelsContent({ models, field }: ModelsContentProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { filter = '', sort = 'changed', view } = route.useSearch();
  const navigate = route.useNavigate();
  const alerts = useQuery(alertListQuery(bridge.client, 'open'));
  const serving = useQuery(servingStatusQuery(bridge.client));
  const [deleting, setDeleting] = useState<RegisteredModel | null>(null);
  const register = (): void => void navigate({ search: (search) => ({ ...search, add: 'yes' }) });
  const around = { alerts: alerts.data ?? [], serving: serving.data };
  const lines = listModelLines(models, around, { filter, sort });
  if (models.length === 0 && view === undefined) return <NoModels onRegister={register} />;
  if (models.length === 0)
    return (
      <EmptyState title={t('registry.noArchived')} lines={[t('registry.noArchivedText')]} drawing={false} />
    );
  if (lines.length === 0)
    return <EmptyState title={t('registry.noMatch', { text: filter })} lines={[]} drawing={false} />;
  return (
    <>
      <ModelsTable
        lines={lines}
        sort={sort}
        onNew={register}
        onFilter={() => field.current?.focus()}
        onDelete={setDeleting}
        onSort={(column) =>
          void navigate({
            search: (search) => ({ ...search, sort: column === 'changed' ? undefined : column }),
          })
        }
      />
      {deleting !== null && <DeleteModelBar model={deleting} onClose={() => setDeleting(null)} />}
    </>
  );
}
