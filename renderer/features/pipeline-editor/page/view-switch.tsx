import { SegmentedControl } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { pipelineViews } from '#renderer/search-params.ts';

const route = getRouteApi('/pipelines/$name');

/** Between the editor of a pipeline and what tells of its runs. */
export function ViewSwitch() {
  const { t } = useTranslation();
  const { view = 'editor' } = route.useSearch();
  const navigate = route.useNavigate();
  const data = (['editor', ...pipelineViews] as const).map((value) => ({
    value,
    label: t(`pipelineEditor.views.${value}`),
  }));
  return (
    <SegmentedControl
      aria-label={t('pipelineEditor.view')}
      value={view}
      data={data}
      onChange={(value) =>
        void navigate({ search: (now) => ({ ...now, view: value === 'editor' ? undefined : value }) })
      }
    />
  );
}
