import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ModelVersion, RegisteredModel } from '#contract/registry.ts';
import { useApp } from '#renderer/app-context.ts';
import { useNow } from '#renderer/parts/clock.ts';
import { PageHead } from '#renderer/parts/page.tsx';
import { Panel } from '#renderer/parts/panel.tsx';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { formatSince } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { useOpenSheet } from '#renderer/parts/side-sheet.tsx';
import { LineageSteps } from '../lineage/index.ts';
import { TryVersion } from '../serving/index.ts';
import { AliasTimeline } from './alias-timeline.tsx';
import { ChampionChart } from './champion-chart.tsx';
import classes from './models.module.css';
import { aliasMovesQuery, modelQuery, modelVersionsQuery } from './queries.ts';
import { VersionDetail } from './version-detail.tsx';
import { VersionTable } from './version-table.tsx';

const route = getRouteApi('/models/$name');

/** One model: who was champion when, its versions, and every move of its aliases. */
export function ModelPage() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { name } = route.useParams();
  const { v } = route.useSearch();
  const model = useQuery(modelQuery(bridge.client, name));
  const versions = useQuery(modelVersionsQuery(bridge.client, name));
  const moves = useQuery(aliasMovesQuery(bridge.client, name));
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
  const shown = chooseVersion(versions.data ?? [], v ?? model.data.champion?.version.version);
  return (
    <>
      <ModelHead model={model.data} />
      <div className={classes.page}>
        <ChampionChart moves={moves.data ?? []} />
        <Panel title={t('models.versions')} sub={versions.data?.length}>
          <div className={classes.wideTable}>
            <VersionTable name={name} versions={versions.data ?? []} shown={shown?.version ?? null} />
          </div>
        </Panel>
        {shown !== null && (
          <>
            <TryVersion version={shown} />
            <VersionDetail key={shown.uri} version={shown} />
          </>
        )}
        {shown !== null && versions.data !== undefined && (
          <LineageSteps
            key={shown.uri}
            model={name}
            versions={versions.data.map(({ version }) => version)}
            first={shown.version}
          />
        )}
        <Panel
          title={t('models.history')}
          sub={moves.data !== undefined && t('models.historyCount', { count: moves.data.length })}
        >
          <AliasTimeline moves={moves.data ?? []} />
        </Panel>
      </div>
    </>
  );
}

/** The version that was asked for, else the newest. */
function chooseVersion(versions: readonly ModelVersion[], wanted: number | undefined): ModelVersion | null {
  return versions.find(({ version }) => version === wanted) ?? versions[0] ?? null;
}

function ModelHead({ model }: { model: RegisteredModel }) {
  const { t } = useTranslation();
  const openSheet = useOpenSheet();
  const locale = useLocale();
  const now = useNow();
  const champion = model.champion;
  const latest = model.latestVersion?.version ?? null;
  const meta =
    champion === null
      ? t('models.metaNone')
      : t('models.meta', { version: champion.version.version, at: formatSince(champion.since, now, locale) });
  return (
    <PageHead title={model.name} meta={meta}>
      {model.rollbackTo !== null && (
        <Button
          leftSection={<IconArrowBackUp size={16} stroke={1.5} />}
          onClick={() => openSheet('rollback', model.name)}
        >
          {t('models.rollbackTo', { version: model.rollbackTo })}
        </Button>
      )}
      {latest !== null && latest !== champion?.version.version && (
        <Button variant="filled" onClick={() => openSheet('promote', model.name, latest)}>
          {t('models.promoteVersion', { version: latest })}
        </Button>
      )}
    </PageHead>
  );
}
