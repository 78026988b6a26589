import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import '#renderer/i18n/late/pipeline-editor-words.ts';
import { useApp } from '#renderer/app-context.ts';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { pipelineDraftQuery, pipelineFileQuery, pipelineLayoutQuery, taskTypesQuery } from '../queries.ts';
import { PipelineEditor } from './pipeline-editor.tsx';

const route = getRouteApi('/pipelines/$name');

/** One pipeline: its editor. What it is made of is read once; what changes later comes to the open session. */
export function PipelinePage() {
  const { name } = route.useParams();
  return <LoadedPipeline key={name} name={name} />;
}

function LoadedPipeline({ name }: { name: string }) {
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
    return <StillBars />;
  return (
    <PipelineEditor
      name={name}
      file={{ text: file.data.text, hash: file.data.hash }}
      layout={layout.data}
      draft={draft.data}
      types={types.data}
    />
  );
}
