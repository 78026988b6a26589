/** Words of making a pipeline, and of giving one another name. */
export const newPipeline = {
  title: 'New pipeline',
  open: 'New pipeline',
  duplicate: 'Duplicate {{name}}',
  duplicateItem: 'Duplicate…',
  name: 'Name',
  nameHint: 'It is the name of its file as well.',
  troubles: {
    character: 'A name of a file has no < > : " / \\ | ? or *.',
    end: 'A name begins and ends with another sign than a dot or a space.',
    reserved: 'Windows keeps {{name}} for itself.',
    long: 'The name is too long.',
    taken: 'There is a pipeline {{name}} already.',
  },
  begin: 'Begin with',
  from: { template: 'Template', pipeline: 'Another pipeline', empty: 'Nothing' },
  emptyText: 'A pipeline without tasks: the editor’s palette has them.',
  other: 'Pipeline',
  tasks_one: '{{count, number}} task',
  tasks_other: '{{count, number}} tasks',
  missing: {
    dataset: 'There is no dataset {{name}} yet',
    model: 'The model {{name}} has no champion yet',
    pipeline: 'There is no pipeline {{name}} yet',
    file: 'There is no file {{name}} yet',
  },
  create: 'Create',
  didCreate: 'Pipeline {{name}} created',
  rename: 'Rename {{name}}',
  renameItem: 'Rename…',
  renameNow: 'Rename',
  renameText:
    'The file gets the new name, and pipelines that start it or wait for it follow. Its runs stay under the old name.',
  didRename: '{{name}} is called {{to}} now',
  didRenameNamed: '{{name}} is called {{to}} now; change it by hand in {{others}}',
  delete: 'Delete',
  didDelete: 'Pipeline {{name}} deleted; its runs stay',
  didDeleteNamed: 'Pipeline {{name}} deleted; {{others}} still name it',
  templates: {
    train: {
      title: 'Train, validate, register',
      text: 'Trains a text classifier, holds it against the champion on the same rows, registers and promotes it.',
    },
    train_with_approval: {
      title: 'Train, and ask a person',
      text: 'New data trains and registers a classifier; a person decides whether it becomes the champion.',
    },
    sweep: {
      title: 'Sweep of settings',
      text: 'Trains the same data with several settings, one run each, and measures all on held-out rows.',
    },
    predict: {
      title: 'Batch predict and monitor',
      text: 'Scores a batch with the champion, checks it for drift and writes a summary.',
    },
    score_new_data: {
      title: 'Score new data',
      text: 'Each new version of a dataset is scored with the champion and checked for drift.',
    },
    retrain_on_drift: {
      title: 'Retrain on an alert',
      text: 'An alert of the model asks a person, and a yes trains anew.',
    },
    python: {
      title: 'Python script',
      text: 'Runs a script with params; an unmodified MLflow client in it logs here.',
    },
    notebook: {
      title: 'Notebook every night',
      text: 'Runs a notebook from top to bottom and keeps the result.',
    },
    sql_report: {
      title: 'SQL report',
      text: 'Queries an SQLite file every weekday morning; the rows become a CSV file of the run.',
    },
    shell: {
      title: 'Shell commands',
      text: 'Commands one after another and side by side, with a last one that always runs.',
    },
  },
};
