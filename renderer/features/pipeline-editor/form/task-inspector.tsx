import '#renderer/i18n/late/pipeline-form-words.ts';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GraphTask } from '#core/pipeline-text/index.ts';
import { useStore } from '#renderer/app-context.ts';
import { TabList } from '#renderer/parts/tab-list.tsx';
import { taskKind, wordTaskKind } from '#renderer/parts/task-kinds.ts';
import { StandingNote } from '../run/standing-note.tsx';
import { useEditor, useEditorState } from '../session/editor-context.ts';
import { CodeTab } from './code-tab.tsx';
import classes from './form.module.css';
import { InputsTab } from './inputs-tab.tsx';
import { OutputTab } from './output-tab.tsx';
import { PipelineForm } from './pipeline-form.tsx';
import { CommonSettings, TaskSettings } from './settings-tab.tsx';
import { showPath } from './show-path.ts';

type Tab = 'settings' | 'inputs' | 'output' | 'code';

/** The panel at the right: the form of the chosen task, of several at once, or of the pipeline where none is chosen. */
export function TaskInspector() {
  const { t } = useTranslation();
  const { sought } = useEditor();
  const graph = useEditorState((state) => state.graph);
  const selection = useEditorState((state) => state.selection);
  const [chosen, setTab] = useState<Tab>('settings');
  const root = useRef<HTMLElement>(null);
  const place = useStore(sought);
  const tasks = selection.flatMap((id) => graph.byId.get(id) ?? []);
  const [task] = tasks;
  // Who is led to a field sees its form, and then what they looked at before.
  const tab = place === null ? chosen : 'settings';
  useEffect(() => {
    // Shown where there is a field for it; otherwise the text shows its line.
    if (place === null || root.current === null || !showPath(root.current, place.path)) return;
    setTab('settings');
    sought.set(null);
  }, [place, sought, task?.id]);
  const label = tasks.length === 1 && task !== undefined ? task.id : t('pipelineForm.pipeline');
  return (
    <aside ref={root} className={classes.inspector} aria-label={t('pipelineForm.inspector', { name: label })}>
      {task === undefined ? (
        <PipelineForm />
      ) : tasks.length > 1 ? (
        <CommonSettings key={selection.join(' ')} tasks={tasks} />
      ) : (
        <OneTask key={task.id} task={task} tab={tab} onTab={setTab} />
      )}
    </aside>
  );
}

type OneTaskProps = {
  readonly task: GraphTask;
  readonly tab: Tab;
  readonly onTab: (tab: Tab) => void;
};

function OneTask({ task, tab, onTab }: OneTaskProps) {
  const { t } = useTranslation();
  const Icon = taskKind(task.type).icon;
  const tabs = (['settings', 'inputs', 'output', 'code'] as const).map((id) => ({
    id,
    label: t(`pipelineForm.tabs.${id}`),
  }));
  return (
    <>
      <header className={classes.title}>
        <Icon size={16} stroke={1.5} aria-hidden="true" />
        <h2 className={`ell ${classes.name}`} translate="no" title={task.id}>
          {task.id}
        </h2>
        <span className="ell g3 sm">{wordTaskKind(task.type, t)}</span>
      </header>
      <StandingNote taskId={task.id} />
      <TabList
        label={t('pipelineForm.tabsOf', { name: task.id })}
        tabs={tabs}
        current={tab}
        onChange={onTab}
      />
      <div className={classes.body} role="tabpanel" aria-label={t(`pipelineForm.tabs.${tab}`)} tabIndex={0}>
        {tab === 'settings' && <TaskSettings task={task} />}
        {tab === 'inputs' && <InputsTab task={task} />}
        {tab === 'output' && <OutputTab task={task} />}
        {tab === 'code' && <CodeTab task={task} />}
      </div>
    </>
  );
}
