/** What the types of tasks take, by type and key; `/` stands before the keys inside of another. */
export const taskFields = {
  python: {
    script: { label: 'Script', help: 'A .py file, relative to the project.' },
    args: { label: 'Arguments', help: 'Arguments of the script, in order.' },
    module: { label: 'Module', help: 'A module of the project, such as shop.train, instead of a script.' },
    function: { label: 'Function', help: 'What to call in the module: a function or a class.' },
    kwargs: { label: 'Arguments by name', help: 'What the function is called with.' },
  },
  notebook: {
    notebook: { label: 'Notebook', help: 'An .ipynb file, relative to the project.' },
    parameters: {
      label: 'Parameters',
      help: 'Variables, set in a cell behind the one tagged parameters, or before the first.',
    },
    kernel: { label: 'Kernel', help: 'A kernel of Jupyter; without one, that of the pipeline’s Python.' },
    allow_errors: { label: 'Go on after errors', help: 'Goes on behind a cell that fails.' },
  },
  shell: {
    command: {
      label: 'Command',
      help: 'One or more lines. Exit code 0 is success, 99 skips the task, 100 fails it without another try.',
    },
    shell: { label: 'Shell', help: 'sh where it is left out, on Windows cmd.' },
  },
  node: {
    script: { label: 'Script', help: 'A .js, .mjs, .cjs or .ts file, relative to the project.' },
    args: { label: 'Arguments', help: 'Arguments of the script, in order.' },
  },
  sql: {
    database: { label: 'Database', help: 'An SQLite file, relative to the project.' },
    query: { label: 'Query', help: 'One SELECT; its rows go to result.csv of the artifacts.' },
    params: { label: 'Values', help: 'Values of :name in the query.' },
    statements: {
      label: 'Statements before',
      help: 'Statements that come first, all or none of them; they need “Allow changes”.',
    },
    write: { label: 'Allow changes', help: 'The file may be changed, and is made when it is not there.' },
  },
  'stile/load-dataset': {
    dataset: { label: 'Dataset', help: 'A name, name@version or datasets:/name/version.' },
    append: { label: 'Rows after it', help: 'Other datasets whose rows are put after those of the first.' },
    append_if: { label: 'Append them', help: 'Off: the rows of the others are left out.' },
    name: { label: 'Name of the result', help: 'What the joined rows are called as a dataset.' },
    columns: { label: 'Columns', help: 'Only these, in this order.' },
  },
  'stile/generate-batch': {
    warehouse: { label: 'Drawn from', help: 'The dataset whose rows are drawn.' },
    rows: { label: 'Rows', help: 'How many rows the batch gets.' },
    drift: { label: 'Drift', help: 'On: rows are drawn from the other dataset, which has drifted.' },
    drift_warehouse: {
      label: 'Drawn from under drift',
      help: 'The dataset that rows are drawn from while drift is on.',
    },
    seed: { label: 'Seed', help: 'The same number draws the same rows.' },
    name: { label: 'Name of the batch', help: 'What it is called as a dataset.' },
  },
  'stile/train': {
    dataset: { label: 'Dataset', help: 'Rows to train on: a name, name@version or datasets:/name/version.' },
    experiment: { label: 'Experiment', help: 'Where the run is logged; it is made when it is not there.' },
    text_column: { label: 'Column of texts', help: 'The column with what is read.' },
    label_column: { label: 'Column of answers', help: 'The column with the right answers.' },
    folds: { label: 'Folds', help: 'How many parts cross-validation makes.' },
    seed: { label: 'Seed', help: 'The same number splits the rows the same way.' },
    options: { label: 'Options of the model', help: 'How texts are counted and the model is fitted.' },
    'options/ngram_range': { label: 'Lengths of phrases', help: 'Shortest and longest, in words.' },
    'options/stop_words': { label: 'Stop words', help: 'Words that are left out.' },
    'options/min_df': {
      label: 'Rarest phrase',
      help: 'In at least so many texts, or below 1 in such a share of them.',
    },
    'options/max_df': {
      label: 'Commonest phrase',
      help: 'In at most so many texts, or below 1 in such a share of them.',
    },
    'options/max_features': { label: 'Most phrases', help: 'Only this many of the commonest are used.' },
    'options/sublinear_tf': {
      label: 'Dampen repeats',
      help: 'A phrase that comes ten times does not count ten times.',
    },
    'options/use_idf': { label: 'Weigh rare phrases more', help: 'Inverse document frequency.' },
    'options/vocabulary': { label: 'Vocabulary', help: 'Only these phrases are counted.' },
    'options/c': { label: 'C', help: 'Greater: the model follows the rows more closely.' },
    'options/class_weight': { label: 'Weight of answers', help: 'balanced: rare answers count for more.' },
    'options/tolerance': { label: 'Tolerance', help: 'Fitting ends when it changes less than this.' },
    'options/max_iterations': { label: 'Most rounds', help: 'Fitting ends after so many.' },
    reference: { label: 'Reference', help: 'Unseen rows that the limits of monitoring are made from.' },
    extra_reference: { label: 'Further reference', help: 'More datasets for the limits, under a condition.' },
    extra_reference_if: { label: 'Use the further reference', help: 'Off: those are left out.' },
  },
  'stile/evaluate': {
    model: { label: 'Model', help: 'runs:/<run>/model or models:/<name>/<version>.' },
    splits: { label: 'Splits', help: 'Name of the split, and its dataset.' },
    text_column: { label: 'Column of texts', help: 'The column with what is read.' },
    label_column: { label: 'Column of answers', help: 'The column with the right answers.' },
  },
  'stile/gate': {
    candidate: { label: 'Candidate', help: 'The model that wants to pass: runs:/<run>/model.' },
    model: { label: 'Registered model', help: 'Its champion is what the candidate must not fall behind.' },
    splits: {
      label: 'Splits',
      help: 'Name of the split, and its dataset; the lowest accuracy counts on the first.',
    },
    text_column: { label: 'Column of texts', help: 'The column with what is read.' },
    label_column: { label: 'Column of answers', help: 'The column with the right answers.' },
    min_accuracy: { label: 'Lowest accuracy', help: 'A share, 0 to 1: below it nothing passes.' },
    margin: { label: 'Margin', help: 'How far below the champion is still as good.' },
  },
  'stile/register': {
    run: { label: 'Run', help: 'The run whose model is registered.' },
    model: {
      label: 'Registered model',
      help: 'An existing name gets a new version, a new one makes a model.',
    },
    description: { label: 'Description', help: 'Stands at the version.' },
    metrics: { label: 'Metrics', help: 'Figures that go with the version, mostly those of an evaluation.' },
  },
  'stile/promote': {
    model: { label: 'Registered model', help: 'The model that gets a new champion.' },
    version: { label: 'Version', help: 'The version that becomes champion.' },
    reason: { label: 'Reason', help: 'Stands in the history of the model.' },
    when: { label: 'Promote', help: 'Off: the task skips itself.' },
  },
  'stile/batch-predict': {
    model: { label: 'Model', help: 'models:/<name>@champion, models:/<name>/3, or a name: its champion.' },
    dataset: {
      label: 'Input',
      help: 'The dataset that is scored: datasets:/<name>/<version>, or a name: its newest version.',
    },
    text_column: {
      label: 'Column of texts',
      help: 'For models that take texts; others take the columns of their signature.',
    },
    label_column: {
      label: 'Column of answers',
      help: 'Where the right answers are, if they are known already.',
    },
    source: { label: 'Source', help: 'Where the rows came from; the name of the dataset when left out.' },
  },
  'stile/monitor': {
    batch: { label: 'Batch', help: 'The number of the batch that is looked at.' },
    reference: {
      label: 'Reference',
      help: 'Unseen rows that the limits are made from, for a model that brings none along.',
    },
    text_column: { label: 'Column of texts', help: 'The column with what is read.' },
  },
  'stile/summary': {
    batch: { label: 'Batch', help: 'The number of the batch that the report is of.' },
  },
  'stile/cleanup': {
    keep_days: { label: 'Days to keep', help: 'Logs of this many days stay.' },
    keep_runs: { label: 'Runs to keep', help: 'Logs of this many of the newest runs stay.' },
  },
  approve: {
    question: { label: 'Question', help: 'What a person is asked to decide.' },
    on_reject: { label: 'After a no', help: 'fail: the task fails. skip: it and what needs it are skipped.' },
  },
  branch: {
    choose: { label: 'Go on with', help: 'The task, or tasks, to go on with: mostly a template.' },
    cases: { label: 'Cases', help: 'The first whose condition holds decides.' },
    'cases/when': {
      label: 'When',
      help: 'true or false, or a comparison of an output with a value, such as accuracy >= 0.8.',
    },
    'cases/then': { label: 'Go on with', help: 'The task, or tasks, to go on with when it holds.' },
    else: { label: 'Otherwise', help: 'Where no case holds; left out: nothing after it runs.' },
  },
  short_circuit: {
    condition: {
      label: 'Condition',
      help: 'true or false, or a comparison of an output with a value, such as accuracy >= 0.8.',
    },
    ignore_trigger_rules: {
      label: 'Skip everything below',
      help: 'Off: only the tasks right after it are skipped, and rules decide on the rest.',
    },
  },
  wait: {
    for: { label: 'Wait this long', help: 'A duration, such as 10m.' },
    until: {
      label: 'Wait until',
      help: 'A time: 2027-03-28T06:00, with an offset or Z, or 06:30 of the day.',
    },
    timezone: {
      label: 'Time zone',
      help: 'Of a time without an offset; without one, the zone of this machine.',
    },
    file: { label: 'Wait for a file', help: 'A file or a folder, relative to the project.' },
    when: { label: 'The file', help: 'exists: it is there. changes: it becomes another one from now on.' },
    pipeline: { label: 'Wait for a pipeline', help: 'Until a run of this pipeline has ended.' },
    state: { label: 'The end that counts', help: 'How that run has to end (success).' },
    max_age: {
      label: 'Ended at most so long ago',
      help: 'A run that ended this long ago counts too; without, only one that ends from now on.',
    },
    timeout: { label: 'No longer than', help: 'The task waits no longer than this.' },
    on_timeout: { label: 'When that is over', help: 'fail: the task fails. skip: it is skipped.' },
  },
  trigger: {
    pipeline: { label: 'Pipeline', help: 'The pipeline to start.' },
    params: { label: 'Params', help: 'What it is started with.' },
    wait: { label: 'Wait for its end', help: 'Goes on when its run has ended well; fails when it has not.' },
  },
};
