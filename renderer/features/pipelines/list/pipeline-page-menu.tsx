import { useQuery } from '@tanstack/react-query';
import { useApp } from '#renderer/app-context.ts';
import '#renderer/i18n/late/pipeline-list-words.ts';
import { pipelineListQuery } from '../queries.ts';
import { PipelineMenu } from './pipeline-menu.tsx';

/** What can be done with the pipeline whose page is open, beside what the page itself offers. */
export function PipelinePageMenu({
  name,
  lineNow,
}: {
  name: string;
  lineNow?: (() => number | null) | undefined;
}) {
  const { client } = useApp().bridge;
  const list = useQuery(pipelineListQuery(client));
  const pipeline = list.data?.find((one) => one.name === name);
  return pipeline === undefined ? null : <PipelineMenu pipeline={pipeline} isPage lineNow={lineNow} />;
}
