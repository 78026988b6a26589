import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import '#renderer/i18n/late/pipeline-runs-words.ts';
import { RunCalendar } from './run-calendar.tsx';

const route = getRouteApi('/pipelines/$name');

const span = { months: 6, before: 3, step: 3 };

/** The days of a pipeline by how its runs went, and those on which its schedule starts some. */
export function PipelineCalendar({ name }: { name: string }) {
  const { t } = useTranslation();
  const { day, month } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <RunCalendar
      label={t('pipelineRuns.calendar.label', { name })}
      pipelines={{ name }}
      span={span}
      day={day}
      month={month}
      onShow={(next) => void navigate({ search: (now) => ({ ...now, ...next }), replace: true })}
    />
  );
}
