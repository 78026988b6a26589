import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ModelVersion, RegisteredModel } from '#contract/registry.ts';
import { useApp } from '#renderer/app-context.ts';
import '#renderer/i18n/late/registry-words.ts';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { TabList } from '#renderer/parts/tab-list.tsx';
import { ActivityList } from '../activity/index.ts';
import { CardTab } from './card-tab.tsx';
import { CompareTab } from './compare-tab.tsx';
import { ModelHead } from './model-head.tsx';
import classes from './models.module.css';
import { modelQuery, modelVersionsQuery } from './queries.ts';
import { TimelineTab } from './timeline-tab.tsx';
import { VersionsTab } from './versions-tab.tsx';

const route = getRouteApi('/models/$name');

/** One model: its versions, what happened to it, versions side by side, and who changed what. */
export function ModelPage() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { name } = route.useParams();
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  const model = useQuery(modelQuery(bridge.client, name));
  const versions = useQuery(modelVersionsQuery(bridge.client, name));
  if (model.data === undefined) {
    if (model.isError)
      return (
        <PageProblem
          title={t('models.loadFailedOne')}
          error={model.error}
          onRetry={() => void model.refetch()}
        />
      );
    return <StillBars />;
  }
  return (
    <>
      <ModelHead model={model.data} />
      <div className={classes.tabs}>
        <TabList
          label={t('registry.tabs.label', { name })}
          current={tab}
          tabs={[
            { id: undefined, label: t('registry.tabs.versions') },
            { id: 'timeline', label: t('registry.tabs.timeline') },
            { id: 'compare', label: t('registry.tabs.compare') },
            { id: 'card', label: t('registry.tabs.card') },
            { id: 'activity', label: t('registry.tabs.activity') },
          ]}
          onChange={(next) => void navigate({ search: (search) => ({ ...search, tab: next }) })}
        />
      </div>
      {versions.data === undefined ? (
        versions.isError ? (
          <PageProblem
            title={t('models.loadFailedOne')}
            error={versions.error}
            onRetry={() => void versions.refetch()}
          />
        ) : (
          <StillBars />
        )
      ) : (
        <TabContent model={model.data} versions={versions.data} />
      )}
    </>
  );
}

type TabContentProps = { readonly model: RegisteredModel; readonly versions: readonly ModelVersion[] };

function TabContent({ model, versions }: TabContentProps) {
  const { t } = useTranslation();
  const { tab, v } = route.useSearch();
  const wanted = v ?? model.champion?.version.version;
  const shown = versions.find(({ version }) => version === wanted) ?? versions[0] ?? null;
  switch (tab) {
    case 'timeline':
      return <TimelineTab model={model} versions={versions} shown={shown} />;
    case 'compare':
      return <CompareTab model={model} versions={versions} />;
    case 'card':
      return shown === null ? (
        <p className={classes.none}>{t('registry.card.noVersion')}</p>
      ) : (
        <CardTab key={shown.uri} model={model} version={shown.version} />
      );
    case 'activity':
      return (
        <div className={classes.activity}>
          <ActivityList kind="model" id={model.name} />
        </div>
      );
    default:
      return <VersionsTab name={model.name} versions={versions} shown={shown} />;
  }
}
