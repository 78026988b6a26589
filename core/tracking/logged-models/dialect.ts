import { anyNumber, anyText, named, type Dialect, type KeyRule } from '#core/search/index.ts';

/** `params.x = 1` means the text 1. */
const looseText: KeyRule = { ...anyText, canOrder: false, isLoose: true };

/** MLflow knows the plural names only; tests of a metric look at every point that was logged for the model. */
export const loggedModelDialect: Dialect = {
  subject: 'logged models',
  entities: [
    {
      entity: 'attribute',
      names: ['attributes', 'attribute'],
      keys: new Map([
        ['name', named(anyText)],
        ['model_id', named(anyText)],
        ['model_type', named(anyText)],
        ['source_run_id', named(anyText)],
        ['experiment_id', named({ ...anyText, isLoose: true })],
        ['status', named(anyText)],
        ['artifact_location', named(anyText, 'artifact_uri')],
        ['creation_timestamp_ms', named(anyNumber, 'creation_timestamp', 'creation_time')],
        ['last_updated_timestamp_ms', named(anyNumber, 'last_updated_timestamp')],
      ]),
    },
    { entity: 'metric', names: ['metrics', 'metric'], keys: anyNumber },
    { entity: 'param', names: ['params', 'param'], keys: looseText },
    { entity: 'tag', names: ['tags', 'tag'], keys: looseText },
  ],
};
