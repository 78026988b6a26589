import { useMemo, useState } from 'react';
import { createStore } from '#renderer/bridge/store.ts';
import { EditorContext, type SoughtPlace } from '../session/editor-context.ts';
import { ConflictBar } from './conflict-bar.tsx';
import { EditorBody } from './editor-body.tsx';
import { EditorHead } from './editor-head.tsx';
import classes from './pipeline-editor.module.css';
import { useEditorCommands } from './use-editor-commands.ts';
import { useEditorSession, type OpenedPipeline } from './use-editor-session.ts';
import { useRunning } from './use-running.ts';
import { useStanding } from './use-standing.ts';

/** The editor of a pipeline: canvas, text and forms of one session. */
export function PipelineEditor(opened: OpenedPipeline) {
  const session = useEditorSession(opened);
  const standing = useStanding(opened.name);
  const running = useRunning(session);
  const [sought] = useState(() => createStore<SoughtPlace | null>(null));
  const types = useMemo(() => new Map(opened.types.map((type) => [type.name, type])), [opened.types]);
  const editor = useMemo(() => ({ session, types, standing, sought }), [session, types, standing, sought]);
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
      <EditorBody />
    </div>
  );
}
