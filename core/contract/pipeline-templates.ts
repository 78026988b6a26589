/** The files of resources/templates/pipelines, in the order in which a person is shown them. No schemas: windows load it. */
export const pipelineTemplateIds = [
  'train',
  'train_with_approval',
  'sweep',
  'predict',
  'score_new_data',
  'retrain_on_drift',
  'python',
  'notebook',
  'sql_report',
  'shell',
] as const;
