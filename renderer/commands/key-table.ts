/** Keys that act in one kind of place only, by the word that says what they do. */
export type KeyLine = {
  readonly says:
    | 'move' | 'page' | 'ends' | 'open' | 'inspect' | 'select' | 'selectRange' | 'expand' | 'filter' | 'new'
    | 'delete' | 'closeInspector' | 'compare' | 'baseline' | 'pin' | 'group' | 'tag' | 'remove' | 'removeOrRestore' | 'archive' | 'hide' | 'takeOut' | 'neighbour'
    | 'crosshair' | 'zoom' | 'zoomOut' | 'wholeChart' | 'promote' | 'rollback' | 'send' | 'apply' | 'leave'
    | 'tabs' | 'moveColumn' | 'resize' | 'walkTree' | 'foldTree' | 'acknowledge' | 'snooze' | 'resolve' | 'comment'
    | 'retryTask' | 'nextView' | 'toLog' | 'findInLog' | 'undoField' | 'nextProblem' | 'previousProblem' | 'nextChange' | 'previousChange'
    | 'addTask' | 'connectTask' | 'disconnectTask' | 'groupTasks' | 'renameTask' | 'deleteMend' | 'duplicate' | 'selectAll' | 'moveTask' | 'undo' | 'redo' | 'savePipeline' | 'openFile' | 'runPipeline' | 'pausePipeline'; // prettier-ignore
  /** As `KeyboardEvent.key` names them, `mod+` and `shift+` before. */
  readonly keys: readonly string[];
};

export type KeyPlace = {
  readonly id:
    | 'lists'
    | 'runs'
    | 'experiments'
    | 'models'
    | 'run'
    | 'compare'
    | 'charts'
    | 'model'
    | 'alerts'
    | 'pipelines'
    | 'pipelineRun'
    | 'trees'
    | 'forms'
    | 'problems'
    | 'differences'
    | 'pipelineEditor'
    | 'parts';
  readonly lines: readonly KeyLine[];
};

/**
 * The keys that no command has, since they act on what has the focus: every one of them stands here, and with it in
 * the sheet of shortcuts. A test holds the sources of the window against this table.
 */
export const keyTable: readonly KeyPlace[] = [
  {
    id: 'lists',
    lines: [
      { says: 'move', keys: ['ArrowDown', 'ArrowUp', 'j', 'k'] },
      { says: 'page', keys: ['PageDown', 'PageUp'] },
      { says: 'ends', keys: ['Home', 'End'] },
      { says: 'open', keys: ['Enter'] },
      { says: 'inspect', keys: [' '] },
      { says: 'select', keys: ['x'] },
      { says: 'selectRange', keys: ['shift+X'] },
      { says: 'expand', keys: ['ArrowRight', 'ArrowLeft'] },
      { says: 'filter', keys: ['/'] },
      { says: 'new', keys: ['n'] },
      { says: 'delete', keys: ['Delete'] },
      { says: 'closeInspector', keys: ['Escape'] },
    ],
  },
  {
    id: 'runs',
    lines: [
      { says: 'compare', keys: ['c'] },
      { says: 'baseline', keys: ['b'] },
      { says: 'pin', keys: ['p'] },
      { says: 'group', keys: ['g'] },
      { says: 'tag', keys: ['t'] },
      { says: 'remove', keys: ['e'] },
    ],
  },
  { id: 'experiments', lines: [{ says: 'removeOrRestore', keys: ['e'] }] },
  {
    id: 'models',
    lines: [
      { says: 'rollback', keys: ['r'] },
      { says: 'archive', keys: ['e'] },
    ],
  },
  { id: 'run', lines: [{ says: 'neighbour', keys: ['ArrowLeft', 'ArrowRight'] }] },
  {
    id: 'compare',
    lines: [
      { says: 'move', keys: ['ArrowLeft', 'ArrowRight'] },
      { says: 'baseline', keys: ['b'] },
      { says: 'hide', keys: ['h'] },
      { says: 'takeOut', keys: ['Delete'] },
    ],
  },
  {
    id: 'charts',
    lines: [
      { says: 'crosshair', keys: ['ArrowLeft', 'ArrowRight', 'Home', 'End'] },
      { says: 'zoom', keys: ['+', '='] },
      { says: 'zoomOut', keys: ['-'] },
      { says: 'wholeChart', keys: ['0'] },
    ],
  },
  {
    id: 'model',
    lines: [
      { says: 'promote', keys: ['p'] },
      { says: 'rollback', keys: ['mod+shift+R'] },
    ],
  },
  {
    id: 'alerts',
    lines: [
      { says: 'acknowledge', keys: ['a'] },
      { says: 'snooze', keys: ['s'] },
      { says: 'resolve', keys: ['r'] },
      { says: 'comment', keys: ['c'] },
    ],
  },
  {
    id: 'pipelines',
    lines: [
      { says: 'runPipeline', keys: ['r'] },
      { says: 'pausePipeline', keys: ['p'] },
      { says: 'nextView', keys: ['g'] },
    ],
  },
  {
    id: 'pipelineRun',
    lines: [
      { says: 'retryTask', keys: ['r'] },
      { says: 'nextView', keys: ['g'] },
      { says: 'toLog', keys: ['l'] },
      { says: 'findInLog', keys: ['/'] },
      { says: 'zoom', keys: ['+', '='] },
      { says: 'zoomOut', keys: ['-'] },
      { says: 'wholeChart', keys: ['0'] },
    ],
  },
  {
    id: 'trees',
    lines: [
      { says: 'walkTree', keys: ['ArrowDown', 'ArrowUp', 'j', 'k'] },
      { says: 'foldTree', keys: ['ArrowRight', 'ArrowLeft', 'Enter', ' '] },
    ],
  },
  {
    id: 'forms',
    lines: [
      { says: 'send', keys: ['mod+Enter'] },
      { says: 'apply', keys: ['Enter'] },
      { says: 'leave', keys: ['Escape'] },
      { says: 'undoField', keys: ['mod+Z'] },
    ],
  },
  {
    id: 'problems',
    lines: [
      { says: 'nextProblem', keys: ['F8'] },
      { says: 'previousProblem', keys: ['shift+F8'] },
    ],
  },
  {
    id: 'differences',
    lines: [
      { says: 'nextChange', keys: ['F7'] },
      { says: 'previousChange', keys: ['shift+F7'] },
    ],
  },
  {
    id: 'pipelineEditor',
    lines: [
      { says: 'addTask', keys: ['a'] },
      { says: 'connectTask', keys: ['c'] },
      { says: 'disconnectTask', keys: ['d'] },
      { says: 'groupTasks', keys: ['g'] },
      { says: 'renameTask', keys: ['F2'] },
      { says: 'delete', keys: ['Delete', 'Backspace'] },
      { says: 'deleteMend', keys: ['shift+Delete', 'shift+Backspace'] },
      { says: 'duplicate', keys: ['mod+D'] },
      { says: 'selectAll', keys: ['mod+A'] },
      { says: 'moveTask', keys: ['mod+ArrowLeft', 'mod+ArrowRight', 'mod+ArrowUp', 'mod+ArrowDown'] },
      { says: 'undo', keys: ['mod+Z'] },
      { says: 'redo', keys: ['mod+shift+Z', 'mod+Y'] },
      { says: 'savePipeline', keys: ['mod+S'] },
      { says: 'openFile', keys: ['mod+shift+E'] },
      { says: 'runPipeline', keys: ['mod+Enter'] },
    ],
  },
  {
    id: 'parts',
    lines: [
      { says: 'tabs', keys: ['ArrowLeft', 'ArrowRight'] },
      { says: 'moveColumn', keys: ['alt+ArrowLeft', 'alt+ArrowRight'] },
      { says: 'resize', keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'] },
    ],
  },
];
