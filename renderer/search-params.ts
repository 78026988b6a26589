/** Those of a pipeline, or of one of its runs. */
export const pipelineSheets = [
  'run-pipeline',
  'clone-pipeline-run',
  'schedule',
  'backfill',
  'new-pipeline',
  'rename-pipeline',
] as const;
export type PipelineSheetName = (typeof pipelineSheets)[number];

/** Sheets from the right that any page can show: the address says which, and what about. */
export const sheets = [
  'connect',
  'import-mlflow',
  'push-mlflow',
  'export',
  'shortcuts',
  'own-data',
  'promote',
  'rollback',
  ...pipelineSheets,
  'python',
] as const;
export type Sheet = (typeof sheets)[number];

/** The search part of the address is the state of a screen: a copied link shows the same. */
export type FrameSearch = {
  readonly sheet?: Sheet;
  /** The model, the pipeline, the experiment or the source that the sheet is about. */
  readonly about?: string;
  /** The version of that model. */
  readonly version?: number;
};

export type ActivitySearch = {
  /** Only of this kind of thing. */
  readonly kind?: string;
  /** Only of the one with this id, of that kind. */
  readonly id?: string;
  /** Only by this kind of caller. */
  readonly by?: string;
  readonly text?: string;
  /** Days such as `2026-11-20`, both included. */
  readonly from?: string;
  readonly until?: string;
  /** The change whose details are open. */
  readonly change?: number;
};

export type HomeSearch = {
  /** The model that Home is about; left out, the one that changed last. */
  readonly model?: string;
};

export type ModelsSearch = {
  /** What names and aliases must contain. */
  readonly filter?: string;
  /** Left out, what changed last comes first. */
  readonly sort?: 'name' | 'champion' | 'versions' | 'health';
  /** The panel that registers a model is open. */
  readonly add?: 'yes';
  /** Those that are out of the way. */
  readonly view?: 'archived';
};

export type ModelSearch = {
  /** Left out, the versions. */
  readonly tab?: 'timeline' | 'compare' | 'card' | 'activity';
  /** Who held which alias as a table; left out, as lanes. */
  readonly show?: 'table';
  /** The kind of events that the timeline shows; left out, all. */
  readonly events?: 'registered' | 'alias' | 'alert' | 'resolved' | 'batches' | 'served';
  /** The versions that are compared, such as `1,3`. */
  readonly with?: string;
  /** The version whose details are shown; left out, the champion, else the newest. */
  readonly v?: number;
};

export type VersionSearch = {
  /** Left out, the overview. */
  readonly tab?: 'files' | 'card';
  /** The file that is shown. */
  readonly file?: string;
};

export const alertSeverities = ['critical', 'warning', 'info'] as const;
export const alertSignals = [
  'oov_share',
  'mean_confidence',
  'low_confidence_share',
  'class_mix',
  'text_length',
  'volume',
] as const;

export type AlertsSearch = {
  /** Left out, those that wait for somebody. */
  readonly state?: 'acknowledged' | 'snoozed' | 'resolved' | 'all';
  readonly severity?: (typeof alertSeverities)[number];
  readonly model?: string;
  readonly signal?: (typeof alertSignals)[number];
  readonly text?: string;
  /** The alert whose details are shown. */
  readonly alert?: number;
};

export type LineageSearch = {
  /** The thing in the middle, such as `models:/churn/2`. */
  readonly uri?: string;
  /** Left out, both ways. */
  readonly way?: 'upstream' | 'downstream';
  /** Steps from the thing in the middle. */
  readonly depth?: number;
  /** Kinds that are not shown, separated by commas. */
  readonly hide?: string;
  readonly view?: 'table';
  /** The thing whose details are open. */
  readonly node?: string;
};

export type MonitoringSearch = {
  /** The batch whose checks are shown; left out, the newest. */
  readonly batch?: number;
  /** The panel with the rows of that batch is open, in this order. */
  readonly rows?: 'row' | 'oov' | 'confidence';
};

export type DatasetsSearch = {
  /** What the list is ordered by; left out, what was added last comes first. */
  readonly sort?: 'name' | 'rows' | 'size';
  /** The sheet that adds data is open. */
  readonly add?: 'yes';
};

export type DatasetSearch = {
  /** The version that is shown; left out, the newest. */
  readonly v?: number;
  /** The version that it is compared with; left out, the one before it. */
  readonly against?: number;
  readonly add?: 'yes';
};

/** How the page of a run of a pipeline shows its tasks. */
export const pipelineRunViews = ['graph', 'gantt', 'table', 'definition'] as const;
export type PipelineRunView = (typeof pipelineRunViews)[number];

/** How the page of a pipeline shows it; left out of the address, the editor. */
export const pipelineViews = ['grid', 'calendar', 'versions'] as const;

/** What the list of pipelines can be narrowed to. */
export const pipelineListStates = ['running', 'failed', 'broken', 'paused', 'never'] as const;
export type PipelineListState = (typeof pipelineListStates)[number];

/** How the pipelines are shown. */
export const pipelineListViews = ['list', 'calendar'] as const;
export type PipelineListView = (typeof pipelineListViews)[number];

export type PipelinesSearch = {
  /** What names and descriptions must contain. */
  readonly filter?: string;
  readonly state?: PipelineListState;
  /** Left out, the one that was looked at last. */
  readonly view?: PipelineListView;
  /** The day of the calendar whose runs are listed, such as `2026-11-28`. */
  readonly day?: string;
  /** The first month of the calendar, such as `2026-09`. */
  readonly month?: string;
};

export type PipelineSearch = {
  /** Which projections are shown; left out, canvas and text beside each other. */
  readonly mode?: 'canvas' | 'yaml' | 'list';
  /** Left out, the editor. */
  readonly view?: (typeof pipelineViews)[number];
  /** The task that is selected when the page opens. */
  readonly task?: string;
  /** The day of the calendar whose runs are listed, such as `2026-11-28`. */
  readonly day?: string;
  /** The first month of the calendar, such as `2026-09`. */
  readonly month?: string;
  /** The version whose text is shown; left out, the newest. */
  readonly hash?: string;
  /** What it is compared with: the hash of another version, or `file`; left out, nothing. */
  readonly compare?: string;
};

export type PipelineRunSearch = {
  /** Left out, the one that was looked at last. */
  readonly view?: PipelineRunView;
  /** The task whose details and log are shown. */
  readonly task?: string;
  /** Of a map the instance; left out, the one that tells most. */
  readonly map?: number;
  /** Its try; left out, the newest. */
  readonly try?: number;
  /** What its definition is compared with: the hash of a version, `file` or `none`; left out, the file if it differs. */
  readonly compare?: string;
};

export type ExperimentsSearch = {
  readonly filter?: string;
  readonly order?: string;
  readonly view?: 'deleted';
  /** `new`, or the id of the experiment whose details are open. */
  readonly show?: string;
};

/** Tabs of a comparison; left out, the summary. */
export const compareTabs = [
  'params',
  'metrics',
  'charts',
  'parallel',
  'scatter',
  'importance',
  'artifacts',
  'config',
  'significance',
] as const;

export type CompareSearch = {
  /** Ids of runs, or heads of them, separated by commas. */
  readonly runs?: string;
  /** The run that the others are measured against; left out, the first. */
  readonly baseline?: string;
  readonly tab?: (typeof compareTabs)[number];
  /** Also the rows that are equal in all runs. */
  readonly all?: 'yes';
  /** Runs that stand back for now. */
  readonly hidden?: string;
  /** Which figure of a metric's history the table shows; left out, the last. */
  readonly stat?: 'min' | 'max' | 'best';
  /** How its charts are shown, as `printChartSettings` writes it. */
  readonly charts?: string;
  /** Axes and brushes of the parallel coordinates, as `printParallel` writes them. */
  readonly parallel?: string;
  /** What is drawn against what, as `printPlot` writes it. */
  readonly plot?: string;
  /** The metric that params are ranked by; left out, the one that says most. */
  readonly metric?: string;
  /** Heads of the ids of two runs whose files are compared; left out, the baseline and the next one. */
  readonly pair?: string;
  /** The file that is compared. */
  readonly file?: string;
  /** Also the files that are the same. */
  readonly files?: 'all';
  /** Differences of texts in one column. */
  readonly form?: 'unified';
  /** Tables and pictures as texts. */
  readonly as?: 'text';
};

/** Tabs of the page of a run; left out, the overview. */
export const runTabs = ['charts', 'artifacts', 'logs', 'system', 'lineage', 'code'] as const;
export type RunTab = (typeof runTabs)[number];

export type RunSearch = {
  readonly tab?: RunTab;
  /** What params, metrics and tags are searched for. */
  readonly find?: string;
  /** The file that is shown. */
  readonly file?: string;
  /** How charts are drawn. */
  readonly charts?: string;
  /** The sheet that registers a model of the run is open. */
  readonly register?: 'yes';
  /** The list that the run was opened from: its neighbours are those of that list. */
  readonly filter?: string;
  readonly order?: string;
};

export const settingSections = [
  'general',
  'server',
  'python',
  'storage',
  'backups',
  'desktop',
  'about',
] as const;
export type SettingSection = (typeof settingSections)[number];

/** Settings that commands of the desktop lead to. */
export const desktopSettings = ['editor', 'command', 'update', 'diagnostics', 'remove'] as const;
export type DesktopSetting = (typeof desktopSettings)[number];

export type SettingsSearch = {
  /** Left out, the general ones. */
  readonly section?: SettingSection;
  /** The setting of the desktop that is looked for. */
  readonly at?: DesktopSetting;
};

export type WelcomeSearch = {
  /** The folder that may be opened. */
  readonly folder?: string;
  /** The `.stile` file that may be imported; empty: one that is still to be named. */
  readonly import?: string;
};

export type RecoverySearch = {
  /** The file name of the backup that may be restored. */
  readonly restore?: string;
};

export type JobsSearch = {
  /** Left out, all jobs. */
  readonly state?: 'active' | 'failed';
};

export type TracesSearch = {
  readonly filter?: string;
  readonly order?: string;
};

export type TraceSearch = {
  /** The span whose details are shown; left out, the one that tells most. */
  readonly span?: string;
  /** What is said of the whole trace stands in the place of those details. */
  readonly tab?: 'trace';
};

/** Changes parts of the address of a table of runs. */
export type ChangeSearch = (
  next: { readonly [K in keyof RunsSearch]?: RunsSearch[K] | undefined },
  replace?: boolean,
) => void;

export type RunsSearch = {
  /** The saved view that the rest of the address began as; 0: none, also where the experiment has a default. */
  readonly saved?: number;
  readonly filter?: string;
  readonly order?: string;
  readonly view?: 'deleted';
  /** The run whose details are open. */
  readonly run?: string;
  readonly tab?: 'artifacts' | 'activity';
  readonly panel?: 'new' | 'experiment';
  /** Chosen columns, such as `metrics.loss~120!,params.C`; left out, the width decides. */
  readonly columns?: string;
  /** The run that the others are measured against. */
  readonly baseline?: string;
  /** Keys that divide the runs, the outermost first, as `printGroups` writes them. */
  readonly group?: string;
  /** Runs that stay above the list, separated by commas. */
  readonly pins?: string;
  /** What the page shows; left out, the table alone. */
  readonly layout?: 'charts' | 'both';
  /** The width of the charts beside the table, in percent. */
  readonly split?: number;
  /** How the charts are drawn, as the charts themselves write it. */
  readonly charts?: string;
};
