import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RegisteredModel } from '#contract/registry.ts';
import { useApp } from '#renderer/app-context.ts';
import { AliasTag } from '#renderer/parts/alias-tag.tsx';
import { EmptyState } from '#renderer/parts/empty-state.tsx';
import { formatCount } from '#renderer/parts/numbers.ts';
import { PageHead } from '#renderer/parts/page.tsx';
import table from '#renderer/parts/plain-table.module.css';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import classes from './models.module.css';
import { modelListQuery } from './queries.ts';

/** Every registered model with its champion. */
export function ModelsPage() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const list = useQuery(modelListQuery(bridge.client));
  const models = list.data;
  return (
    <>
      <PageHead
        title={t('models.title')}
        meta={models !== undefined && t('models.summary', { count: models.length })}
      />
      {models === undefined ? (
        list.isError ? (
          <PageProblem
            title={t('models.loadFailed')}
            error={list.error}
            onRetry={() => void list.refetch()}
          />
        ) : (
          <StillBars />
        )
      ) : models.length === 0 ? (
        <EmptyState title={t('models.emptyTitle')} lines={[t('models.emptyText'), t('models.emptyText2')]}>
          <Button variant="filled" renderRoot={(props) => <Link to="/" {...props} />}>
            {t('pipelines.goHome')}
          </Button>
        </EmptyState>
      ) : (
        <div className={classes.scroll}>
          <table className={table.table} aria-label={t('models.list')}>
            <thead>
              <tr>
                <th>{t('models.name')}</th>
                <th>{t('models.champion')}</th>
                <th>{t('models.since')}</th>
                <th className={table.right}>{t('models.versions')}</th>
                <th>{t('models.latest')}</th>
                <th className={table.right}>{t('models.changed')}</th>
              </tr>
            </thead>
            <tbody>
              {models.map((model) => (
                <ModelLine key={model.name} model={model} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

function ModelLine({ model }: { model: RegisteredModel }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { champion, latestVersion } = model;
  const others = latestVersion?.aliases.filter((alias) => alias !== 'champion') ?? [];
  return (
    <tr>
      <th scope="row" className={table.wide}>
        <Link to="/models/$name" params={{ name: model.name }} className={table.link}>
          {model.name}
        </Link>
      </th>
      <td>
        {champion === null ? (
          <span className="g3">{t('models.none')}</span>
        ) : (
          <span className={classes.version}>
            {t('models.v', { version: champion.version.version })}
            <AliasTag alias="champion" />
          </span>
        )}
      </td>
      <td className="g3">{champion === null ? '–' : <RelativeTime at={champion.since} />}</td>
      <td className={table.right}>{formatCount(model.versionCount, locale)}</td>
      <td>
        {latestVersion === null ? (
          '–'
        ) : (
          <span className={classes.version}>
            {t('models.v', { version: latestVersion.version })}
            {others.map((alias) => (
              <AliasTag key={alias} alias={alias} />
            ))}
          </span>
        )}
      </td>
      <td className={`${table.right} g3`}>
        <RelativeTime at={model.updatedAt} />
      </td>
    </tr>
  );
}
