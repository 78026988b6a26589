import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import '#renderer/i18n/late/pipeline-editor-words.ts';
import { useApp } from '#renderer/app-context.ts';
import { PipelineCalendar, PipelineGrid, PipelineVersions } from '#renderer/features/pipelines/index.ts';
import { PageHead } from '#renderer/parts/page.tsx';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { pipelineDraftQuery, pipelineFileQuery, pipelineLayoutQuery, taskTypesQuery } from '../queries.ts';
import { PageMenu } from './page-menu.tsx';
import { ViewSwitch } from './view-switch.tsx';
import { PipelineEditor } from './pipeline-editor.tsx';

const route = getRouteApi('/pipelines/$name');

const views = { grid: PipelineGrid, calendar: PipelineCalendar, versions: PipelineVersions } as const;

/** One pipeline: its editor, or what tells of its runs. */
export function PipelinePage() {
  const { name } = route.useParams();
  const { view } = route.useSearch();
  if (view === undefined) return <LoadedPipeline key={name} name={name} />;
  return <ViewPage key={name} name={name} view={view} />;
}

function ViewPage({ name, view }: { name: string; view: keyof typeof views }) {
  const View = views[view];
  return (
    <>
      <PageHead title={name}>
        <ViewSwitch />
        <PageMenu />
      </PageHead>
      <Suspense fallback={<StillBars />}>
        <View name={name} />
      </Suspense>
    </>
  );
}

/** What the editor works on is read once; what changes later comes to the open session. */
function LoadedPipeline({ name }: { name: string }) {
  const { task } = route.useSearch();
  const { t } = useTranslation();
  const { bridge } = useApp();
  const file = useQuery(pipelineFileQuery(bridge.client, name));
  const layout = useQuery(pipelineLayoutQuery(bridge.client, name));
  const draft = useQuery(pipelineDraftQuery(bridge.client, name));
  const types = useQuery(taskTypesQuery(bridge.client));
  const failed = [file, layout, draft, types].find(({ isError, data }) => isError && data === undefined);
  if (failed !== undefined)
    return (
      <PageProblem
        title={t('pipelineEditor.loadFailed', { name })}
        error={failed.error}
        onRetry={() => void failed.refetch()}
      />
    );
  if (
    file.data === undefined ||
    layout.data === undefined ||
    draft.data === undefined ||
    types.data === undefined
  )
    return (
      <>
        <PageHead title={name} />
        <StillBars />
      </>
    );
  return (
    <PipelineEditor
      name={name}
      file={{ text: file.data.text, hash: file.data.hash }}
      layout={layout.data}
      draft={draft.data}
      types={types.data}
      task={task}
    />
  );
}
