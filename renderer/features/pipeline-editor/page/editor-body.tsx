import { getRouteApi } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyPart } from '#renderer/parts/lazy-part.ts';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { EditorCanvas } from '../canvas/editor-canvas.tsx';
import { TaskInspector } from '../form/task-inspector.tsx';
import { TaskOutline } from '../outline/task-outline.tsx';
import { Palette } from '../palette/palette.tsx';
import { ProblemsBar } from '../problems/problems-bar.tsx';
import classes from './pipeline-editor.module.css';

const route = getRouteApi('/pipelines/$name');

const YamlPane = lazyPart(() => import('../text/yaml-pane.tsx'), 'YamlPane');

/** What can be added, the projections of the pipeline, and the form of what is selected. */
export function EditorBody() {
  const { t } = useTranslation();
  const { mode = 'split' } = route.useSearch();
  return (
    <div className={classes.body}>
      <aside className={classes.palette} aria-label={t('pipelineEditor.palette')}>
        <Palette />
      </aside>
      <div className={classes.middle}>
        {(mode === 'canvas' || mode === 'split') && (
          <div className={classes.canvas}>
            <EditorCanvas />
          </div>
        )}
        {mode === 'list' && (
          <div className={classes.canvas}>
            <TaskOutline />
          </div>
        )}
        <ProblemsBar />
        {(mode === 'yaml' || mode === 'split') && (
          <div className={classes.text}>
            <Suspense fallback={<StillBars />}>
              <YamlPane />
            </Suspense>
          </div>
        )}
      </div>
      <aside className={classes.inspector} aria-label={t('pipelineEditor.settings')}>
        <TaskInspector />
      </aside>
    </div>
  );
}
