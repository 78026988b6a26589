import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import type { PipelineDraft, PipelineLayout } from '#contract/pipeline-editing.ts';
import type { TaskTypeInfo } from '#contract/pipelines.ts';
import { useApp } from '#renderer/app-context.ts';
import { toProblem } from '#renderer/bridge/problems.ts';
import { useTellProblem } from '#renderer/parts/use-tell-problem.ts';
import { pipelineDraftQuery, pipelineFileQuery, pipelineLayoutQuery } from '../queries.ts';
import { createEditorSession, type SessionFeed } from '../session/create-session.ts';
import type { FileNow } from '../session/session-self.ts';
import type { EditorSession } from '../session/types.ts';

export type OpenedPipeline = {
  readonly name: string;
  readonly file: FileNow;
  readonly layout: PipelineLayout;
  readonly draft: PipelineDraft | null;
  readonly types: readonly TaskTypeInfo[];
  /** Selected at the beginning. */
  readonly task: string | undefined;
};

/** One session for as long as the page shows the pipeline; it hears what becomes of the file meanwhile. */
export function useEditorSession(opened: OpenedPipeline): EditorSession {
  const { bridge } = useApp();
  const tell = useTellProblem();
  const [session] = useState(() => {
    const branches = new Set(
      opened.types.filter(({ controlsFlow }) => controlsFlow === 'branch').map(({ name }) => name),
    );
    const own = createEditorSession({
      ...opened,
      client: bridge.client,
      isBranch: (type) => branches.has(type),
      onFailure: tell,
      now: () => performance.now(),
    });
    if (opened.task !== undefined && own.state.get().graph.byId.has(opened.task)) own.select([opened.task]);
    return own;
  });
  useEffect(() => () => session.close(), [session]);
  useFeed(session, opened.name);
  return session;
}

function useFeed(session: SessionFeed, name: string): void {
  const { bridge } = useApp();
  const file = useQuery(pipelineFileQuery(bridge.client, name));
  const draft = useQuery(pipelineDraftQuery(bridge.client, name));
  const layout = useQuery(pipelineLayoutQuery(bridge.client, name));
  const isGone = file.isError && toProblem(file.error).code === 'NOT_FOUND';
  const feedFile = useEffectEvent(() => {
    if (isGone) session.fileIs(null);
    else if (file.data !== undefined) session.fileIs({ text: file.data.text, hash: file.data.hash });
  });
  useEffect(() => feedFile(), [isGone, file.data?.hash, file.data?.text]);
  useEffect(() => {
    if (draft.data !== undefined) session.draftIs(draft.data);
  }, [session, draft.data]);
  useEffect(() => {
    if (layout.data !== undefined) session.layoutIs(layout.data);
  }, [session, layout.data]);
}
