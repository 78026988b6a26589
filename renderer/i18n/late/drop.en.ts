export const drop = {
  title: 'Drop it here',
  several: 'Drop {{count, number}} files, then say with which to begin',
  now: {
    data: 'Drop it to make a dataset',
    dataHere: 'Drop it to make a version of {{name}}',
  },
  what: {
    data: 'CSV, TSV, JSON Lines, Parquet',
    archive: 'A .stile file',
    folder: 'A folder',
    mlflow: 'mlflow.db, mlruns',
    database: 'Another SQLite file',
  },
  does: {
    data: 'A dataset is made of it, after a look at its rows.',
    dataHere: 'The next version of {{name}}, after a look at its rows.',
    archive: 'The workspace in it is unpacked and opened.',
    folder: 'Opens as a workspace, or as a project with one.',
    mlflow: 'Its runs and models are looked at, then brought in.',
    database: 'The rows of a query become a dataset.',
  },
  byPath:
    'Workspaces, folders and databases are opened by their path, which a browser does not tell: write it under Workspaces or Import from MLflow.',
  noPath: 'The browser does not tell where {{name}} lies. Write its path here.',
  model:
    '{{name}} becomes a model through a run: “stile artifact put <run> {{name}} model/” adds it to one, and Register model on the run’s page makes a version of a folder with an MLmodel file.',
  unknown:
    'Stile has no form for {{name}}. CSV, TSV, text, JSON Lines and Parquet files become datasets; the Artifacts tab of a run takes any file.',
  choose: '{{count, number}} files: with which to begin?',
  acts: {
    data: 'Make a dataset',
    dataHere: 'Make a version',
    archive: 'Import the workspace',
    folder: 'Open the folder',
    mlflow: 'Import from MLflow',
    database: 'Choose rows',
  },
  left: { model: 'Goes through a run', unknown: 'No form for it' },
  more: 'and {{count, number}} more',
};
