import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PipelineSummary } from '#contract/pipelines.ts';
import '#renderer/i18n/late/pipeline-runs-words.ts';
import { EmptyState } from '#renderer/parts/empty-state.tsx';
import { RunCalendar } from '../calendar/run-calendar.tsx';

const route = getRouteApi('/pipelines');

const span = { months: 4, before: 1, step: 2 };

type ListCalendarProps = {
  /** Those that the bar lets through. */
  readonly shown: readonly PipelineSummary[];
  /** Nothing is narrowed: runs of pipelines whose files are gone count as well. */
  readonly isAll: boolean;
  readonly onList: () => void;
};

/** The days of the pipelines of the list: how their runs went, and what their schedules are to start. */
export function ListCalendar({ shown, isAll, onList }: ListCalendarProps) {
  const { t } = useTranslation();
  const { day, month } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <RunCalendar
      label={t('pipelineList.daysOf')}
      pipelines={isAll ? {} : { names: shown.map(({ name }) => name) }}
      span={span}
      day={day}
      month={month}
      onShow={(next) => void navigate({ search: (now) => ({ ...now, ...next }), replace: true })}
      isOfMany
      empty={
        shown.every(({ runCount }) => runCount === 0) && (
          <EmptyState
            title={t('pipelineList.noDays')}
            lines={[t('pipelineList.noDaysText'), t('pipelineList.noDaysText2')]}
          >
            <Button variant="filled" onClick={onList}>
              {t('pipelineList.toList')}
            </Button>
          </EmptyState>
        )
      }
    />
  );
}
