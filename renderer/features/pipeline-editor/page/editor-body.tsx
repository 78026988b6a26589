import { getRouteApi } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Divider } from '#renderer/parts/divider.tsx';
import { lazyPart } from '#renderer/parts/lazy-part.ts';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useKeptNumber } from '#renderer/parts/use-kept.ts';
import { EditorCanvas } from '../canvas/editor-canvas.tsx';
import { TaskInspector } from '../form/task-inspector.tsx';
import { TaskOutline } from '../outline/task-outline.tsx';
import { Palette } from '../palette/palette.tsx';
import { ProblemsBar } from '../problems/problems-bar.tsx';
import type { Running } from '../run/use-running.ts';
import classes from './pipeline-editor.module.css';

const route = getRouteApi('/pipelines/$name');

const RunLog = lazyPart(() => import('../run/run-log.tsx'), 'RunLog');
const YamlPane = lazyPart(() => import('../text/yaml-pane.tsx'), 'YamlPane');

/** Widths in pixels; the text in percent of what it shares with the canvas. Below the least but one, the palette shows icons alone. */
const sizes = {
  palette: { bounds: [44, 280], initial: 164 },
  inspector: { bounds: [260, 560], initial: 328 },
  text: { bounds: [15, 85], initial: 50 },
} as const;

/** What can be added, the projections of the pipeline, and the form of what is selected. */
export function EditorBody({ running }: { running: Running }) {
  const { t } = useTranslation();
  const [palette, setPalette] = useKeptNumber('editor.palette', sizes.palette.bounds, sizes.palette.initial);
  const [inspector, setInspector] = useKeptNumber(
    'editor.inspector',
    sizes.inspector.bounds,
    sizes.inspector.initial,
  );
  return (
    <div className={classes.body}>
      <aside className={classes.palette} style={{ width: palette }} aria-label={t('pipelineEditor.palette')}>
        <Palette />
      </aside>
      <Divider
        label={t('pipelineEditor.dividers.palette')}
        line="upright"
        part="start"
        value={palette}
        step={16}
        {...sizes.palette}
        onValue={setPalette}
      />
      <Middle running={running} />
      <Divider
        label={t('pipelineEditor.dividers.inspector')}
        line="upright"
        part="end"
        value={inspector}
        step={16}
        {...sizes.inspector}
        onValue={setInspector}
      />
      <aside
        className={classes.inspector}
        style={{ width: inspector }}
        aria-label={t('pipelineEditor.settings')}
      >
        <TaskInspector />
      </aside>
    </div>
  );
}

/** The projections, and below them what a run writes. */
function Middle({ running: { shownRun, showRun } }: { running: Running }) {
  return (
    <div className={classes.middle}>
      <Projections />
      {shownRun !== null && (
        <Suspense>
          <RunLog pipelineRunId={shownRun} onClose={() => showRun(null)} />
        </Suspense>
      )}
    </div>
  );
}

/** Canvas or list, and the text, with what the check finds between them. */
function Projections() {
  const { t } = useTranslation();
  const { mode = 'split' } = route.useSearch();
  const [percent, setPercent] = useKeptNumber('editor.text', sizes.text.bounds, sizes.text.initial);
  const isSplit = mode === 'split';
  return (
    <div className={classes.projections}>
      {mode !== 'yaml' && (
        <div className={classes.canvas}>{mode === 'list' ? <TaskOutline /> : <EditorCanvas />}</div>
      )}
      <ProblemsBar />
      {isSplit && (
        <Divider
          label={t('pipelineEditor.dividers.text')}
          line="flat"
          part="end"
          value={percent}
          step={5}
          perPixel={({ height }) => 100 / height}
          {...sizes.text}
          onValue={setPercent}
        />
      )}
      {(mode === 'yaml' || isSplit) && (
        <div
          className={classes.text}
          data-alone={!isSplit}
          style={isSplit ? { flex: `0 1 ${String(percent)}%` } : undefined}
        >
          <Suspense fallback={<StillBars />}>
            <YamlPane />
          </Suspense>
        </div>
      )}
    </div>
  );
}
