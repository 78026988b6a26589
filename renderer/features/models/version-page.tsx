import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ModelVersion, RegisteredModel } from '#contract/registry.ts';
import { useApp } from '#renderer/app-context.ts';
import '#renderer/i18n/late/registry-words.ts';
import { AliasTag } from '#renderer/parts/alias-tag.tsx';
import { useNow } from '#renderer/parts/clock.ts';
import { PageHead } from '#renderer/parts/page.tsx';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { useOpenSheet } from '#renderer/parts/side-sheet.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { TabList } from '#renderer/parts/tab-list.tsx';
import { formatSince } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { servingStatusQuery } from '../serving/index.ts';
import { CardTab } from './card-tab.tsx';
import { servingOf } from './model-lines.ts';
import classes from './models.module.css';
import { modelQuery, modelVersionsQuery } from './queries.ts';
import { ServingLabel } from './serving-label.tsx';
import { VersionFilesTab } from './version-files-tab.tsx';
import { VersionOverview } from './version-overview.tsx';

const route = getRouteApi('/models/$name/versions/$version');

/** One version: its figures, data, params and files, what people say of it, and its card. */
export function VersionPage() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { name, version: text } = route.useParams();
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  const number = Number(text);
  const model = useQuery(modelQuery(bridge.client, name));
  const versions = useQuery(modelVersionsQuery(bridge.client, name));
  if (versions.data === undefined || model.data === undefined) {
    const problem = versions.error ?? model.error;
    if (problem === null) return <StillBars />;
    return (
      <PageProblem
        title={t('registry.version.loadFailed')}
        error={problem}
        onRetry={() => void Promise.all([model.refetch(), versions.refetch()])}
      />
    );
  }
  const version = versions.data.find((one) => one.version === number);
  if (version === undefined) return <PageHead title={name} meta={t('models.noVersion')} />;
  return (
    <>
      <VersionHead model={model.data} version={version} />
      <div className={classes.tabs}>
        <TabList
          label={t('registry.tabs.label', { name: t('registry.version.page', { name, version: number }) })}
          current={tab}
          tabs={[
            { id: undefined, label: t('registry.tabs.overview') },
            { id: 'files', label: t('registry.tabs.files') },
            { id: 'card', label: t('registry.tabs.card') },
          ]}
          onChange={(next) => void navigate({ search: (search) => ({ ...search, tab: next }) })}
        />
      </div>
      {tab === 'files' ? (
        <VersionFilesTab version={version} />
      ) : tab === 'card' ? (
        <CardTab key={version.uri} model={model.data} version={number} />
      ) : (
        <VersionOverview version={version} champion={model.data.champion?.version ?? null} />
      )}
    </>
  );
}

type VersionHeadProps = { readonly model: RegisteredModel; readonly version: ModelVersion };

/** Which version it is, how it stands, and what can be done with it. */
function VersionHead({ model, version: { name, version, aliases, createdAt } }: VersionHeadProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const openSheet = useOpenSheet();
  const locale = useLocale();
  const now = useNow();
  const serving = useQuery(servingStatusQuery(bridge.client));
  const state = servingOf(name, version, serving.data);
  const isChampion = model.champion?.version.version === version;
  return (
    <PageHead
      title={t('registry.version.page', { version, name })}
      meta={
        <span className={classes.meta}>
          {aliases.map((alias) => (
            <AliasTag key={alias} alias={alias} />
          ))}
          {state !== null && (
            <span className={classes.version}>
              {t('registry.columns.serving')} <ServingLabel state={state} />
            </span>
          )}
          {t('registry.version.from', { at: formatSince(createdAt, now, locale) })}
        </span>
      }
    >
      {!isChampion && model.champion !== null && (
        <Button
          renderRoot={(props) => (
            <Link
              to="/models/$name"
              params={{ name }}
              search={{
                tab: 'compare',
                with: `${String(model.champion?.version.version ?? '')},${String(version)}`,
              }}
              {...props}
            />
          )}
        >
          {t('registry.version.compare')}
        </Button>
      )}
      {isChampion && model.rollbackTo !== null && (
        <Button
          leftSection={<IconArrowBackUp size={16} stroke={1.5} />}
          onClick={() => openSheet('rollback', name)}
        >
          {t('models.rollbackTo', { version: model.rollbackTo })}
        </Button>
      )}
      {!isChampion && (
        <Button variant="filled" onClick={() => openSheet('promote', name, version)}>
          {t('models.promoteVersion', { version })}
        </Button>
      )}
    </PageHead>
  );
}
