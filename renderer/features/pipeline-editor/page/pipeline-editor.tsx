import { Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { createStore } from '#renderer/bridge/store.ts';
import { lazyPart } from '#renderer/parts/lazy-part.ts';
import { EditorContext, type Editor, type SoughtPlace } from '../session/editor-context.ts';
import { ConflictBar } from './conflict-bar.tsx';
import { EditorBody } from './editor-body.tsx';
import { EditorHead } from './editor-head.tsx';
import classes from './pipeline-editor.module.css';
import { useEditorCommands } from './use-editor-commands.ts';
import { useEditorSession, type OpenedPipeline } from './use-editor-session.ts';
import { useRunning } from '../run/use-running.ts';
import { useStanding } from '../run/use-standing.ts';

const RunSheet = lazyPart(() => import('../run/run-sheet.tsx'), 'RunSheet');

/** The editor of a pipeline: canvas, text and forms of one session. */
export function PipelineEditor(opened: OpenedPipeline) {
  const session = useEditorSession(opened);
  const { byTask: standing, activeRunId } = useStanding(session, opened.name);
  const running = useRunning(session, activeRunId);
  const [sought] = useState(() => createStore<SoughtPlace | null>(null));
  const types = useMemo(() => new Map(opened.types.map((type) => [type.name, type])), [opened.types]);
  const ask = useRef(running.ask);
  useEffect(() => {
    ask.current = running.ask;
  });
  const editor = useMemo<Editor>(
    () => ({
      session,
      types,
      standing,
      sought,
      onRun: (mode, ids) => ask.current(mode, ids),
    }),
    [session, types, standing, sought],
  );
  return (
    <EditorContext value={editor}>
      <EditorPage running={running} />
    </EditorContext>
  );
}

function EditorPage({ running }: { running: ReturnType<typeof useRunning> }) {
  useEditorCommands(running);
  return (
    <div className={classes.page}>
      <EditorHead running={running} />
      <ConflictBar />
      <EditorBody running={running} />
      {running.asked !== null && (
        <Suspense>
          <RunSheet
            key={[running.asked.mode, ...running.asked.tasks, running.asked.hash].join(' ')}
            asked={running.asked}
            onClose={running.close}
            onStarted={running.showRun}
          />
        </Suspense>
      )}
    </div>
  );
}
