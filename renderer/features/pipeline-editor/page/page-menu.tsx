import { getRouteApi } from '@tanstack/react-router';
import { Suspense } from 'react';
import { PipelinePageMenu } from '#renderer/features/pipelines/index.ts';

const route = getRouteApi('/pipelines/$name');

/** What else can be done with the pipeline whose page is open. */
export function PageMenu({ lineNow }: { lineNow?: () => number | null }) {
  const { name } = route.useParams();
  return (
    <Suspense>
      <PipelinePageMenu name={name} lineNow={lineNow} />
    </Suspense>
  );
}
