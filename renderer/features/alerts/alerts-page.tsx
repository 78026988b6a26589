import { Button, SegmentedControl } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alert } from '#contract/monitoring.ts';
import { useApp } from '#renderer/app-context.ts';
import '#renderer/i18n/late/alerts-words.ts';
import { EmptyState } from '#renderer/parts/empty-state.tsx';
import { formatCount } from '#renderer/parts/numbers.ts';
import { PageHead } from '#renderer/parts/page.tsx';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import type { AlertsSearch } from '#renderer/search-params.ts';
import { AlertDetail } from './alert-detail.tsx';
import { AlertFilters } from './alert-filters.tsx';
import type { AlertForm } from './alert-foot.tsx';
import { AlertList } from './alert-list.tsx';
import { AlertSelectionBar } from './alert-selection-bar.tsx';
import { alertViews, isNarrowed, searchToFilter, viewOf } from './alert-views.ts';
import classes from './alerts.module.css';
import { alertPagesQuery } from './queries.ts';
import { useAlertKeys } from './use-alert-keys.ts';
import { useCommentField } from './use-comment-field.ts';
import { useAlertSelection } from './use-alert-selection.ts';
import { sortAlerts } from './word-alert.ts';

const route = getRouteApi('/alerts');
type Change = { [K in keyof AlertsSearch]?: AlertsSearch[K] | undefined };

/** Alerts like mail: the list at the left, the chosen one with its evidence beside it. */
export function AlertsPage() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const list = useInfiniteQuery(alertPagesQuery(bridge.client, searchToFilter(search)));
  const alerts = sortAlerts(list.data?.pages.flatMap((page) => page.alerts) ?? []);
  const counts = list.data?.pages[0]?.counts;
  const filterRef = useRef<HTMLInputElement>(null);
  const change = (next: Change): void =>
    void navigate({ search: (now) => ({ ...now, ...next }), replace: true });
  return (
    <>
      <PageHead
        title={t('alerts.title')}
        meta={counts !== undefined && t('alertDesk.summary', { count: counts.firing })}
      >
        <Views search={search} counts={counts} onChange={(state) => change({ state, alert: undefined })} />
      </PageHead>
      <AlertFilters
        search={search}
        inputRef={filterRef}
        onChange={(next) => change({ ...next, alert: undefined })}
      />
      {list.data !== undefined ? (
        alerts.length === 0 && search.alert === undefined ? (
          <NoAlerts
            search={search}
            hasOthers={counts !== undefined && Object.values(counts).some((count) => count > 0)}
            onSearch={(next) => void navigate({ search: next })}
          />
        ) : (
          <AlertSplit
            alerts={alerts}
            search={search}
            onChoose={(alert) => change({ alert })}
            onFilter={() => filterRef.current?.focus()}
            onMore={list.hasNextPage ? () => void list.fetchNextPage() : null}
          />
        )
      ) : list.isError ? (
        <PageProblem title={t('alerts.loadFailed')} error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <StillBars />
      )}
    </>
  );
}

type AlertSplitProps = {
  readonly alerts: readonly Alert[];
  readonly search: AlertsSearch;
  readonly onChoose: (alertId: number) => void;
  readonly onFilter: () => void;
  readonly onMore: (() => void) | null;
};

/** The list, the details, and what can be done to those that are selected. */
function AlertSplit({ alerts, search, onChoose, onFilter, onMore }: AlertSplitProps) {
  const { t } = useTranslation();
  const chosen = search.alert ?? alerts[0]?.alertId;
  const [form, setForm] = useState<{ readonly alertId: number | undefined; readonly form: AlertForm }>();
  const shownForm = form?.alertId === chosen ? (form?.form ?? null) : null;
  const showForm = (next: AlertForm): void => {
    // What is closed takes the focus along: it goes back to the line of the list, where the keys act.
    if (next === null) focusLine(root.current, chosen);
    setForm({ alertId: chosen, form: next });
  };
  const selection = useAlertSelection(JSON.stringify({ ...search, alert: undefined }), alerts);
  const isSelecting = selection.alerts.length > 0;
  const comment = useCommentField();
  const root = useRef<HTMLDivElement>(null);
  const onKeyDown = useAlertKeys({
    alerts,
    chosen,
    selection,
    onChoose,
    onForm: showForm,
    comment,
    onFilter,
  });
  return (
    <div
      ref={root}
      className={classes.split}
      role="group"
      aria-label={t('alerts.title')}
      onKeyDown={onKeyDown}
    >
      <AlertList
        alerts={alerts}
        chosen={chosen}
        selected={selection.ids}
        onChoose={onChoose}
        onSelect={selection.toggle}
        onMore={onMore}
      />
      {chosen === undefined ? (
        <p className={classes.choose}>{t('alerts.choose')}</p>
      ) : (
        <AlertDetail
          key={chosen}
          alertId={chosen}
          form={isSelecting ? null : shownForm}
          onForm={showForm}
          commentRef={comment.attach}
        />
      )}
      {isSelecting && (
        <AlertSelectionBar
          alerts={selection.alerts}
          form={shownForm}
          onForm={showForm}
          onClear={selection.clear}
        />
      )}
    </div>
  );
}

function focusLine(root: HTMLElement | null, alertId: number | undefined): void {
  root?.querySelector<HTMLElement>(`[data-alert="${String(alertId)}"]`)?.focus();
}

type ViewsProps = {
  readonly search: AlertsSearch;
  readonly counts: { readonly [state: string]: number } | undefined;
  readonly onChange: (state: AlertsSearch['state']) => void;
};

/** The lists of alerts by state, with how many each has. */
function Views({ search, counts, onChange }: ViewsProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <SegmentedControl
      aria-label={t('alertDesk.viewList')}
      value={viewOf(search)}
      data={alertViews.map((view) => {
        const count = view === 'all' ? undefined : counts?.[view];
        return {
          value: view,
          label: (
            <>
              {t(`alertDesk.views.${view}`)}
              {count !== undefined && count > 0 && (
                <span className={classes.viewCount}> {formatCount(count, locale)}</span>
              )}
            </>
          ),
        };
      })}
      onChange={(value) => {
        const view = alertViews.find((known) => known === value) ?? 'firing';
        onChange(view === 'firing' ? undefined : view);
      }}
    />
  );
}

type NoAlertsProps = {
  readonly search: AlertsSearch;
  /** There are alerts in another state. */
  readonly hasOthers: boolean;
  readonly onSearch: (search: AlertsSearch) => void;
};

function NoAlerts({ search, hasOthers, onSearch }: NoAlertsProps) {
  const { t } = useTranslation();
  const { state } = search;
  const view = viewOf(search);
  if (isNarrowed(search) && !hasOthers) {
    return (
      <EmptyState title={t('alertDesk.noMatch')} lines={[t('alertDesk.noMatchText')]} drawing={false}>
        <Button variant="filled" onClick={() => onSearch(state === undefined ? {} : { state })}>
          {t('alertDesk.clear')}
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={t(`alertDesk.none.${view}`)}
      lines={[t(`alertDesk.noneText.${view}`), ...(view === 'firing' ? [t('alertDesk.noneText.all')] : [])]}
    >
      {hasOthers && (
        <Button onClick={() => onSearch({ ...search, state: 'all' })}>{t('alertDesk.seeOthers')}</Button>
      )}
    </EmptyState>
  );
}
