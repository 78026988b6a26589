import { anyNumber, anyText, anyTime, named, textUnordered, type Dialect } from '#core/search/index.ts';

export const runDialect: Dialect = {
  subject: 'runs',
  entities: [
    {
      entity: 'attribute',
      names: ['attributes', 'attribute', 'attr', 'run'],
      keys: new Map([
        ['run_id', named(anyText)],
        ['run_name', named(anyText, 'run name', 'Run name', 'Run Name')],
        ['user_id', named(anyText)],
        ['status', named(anyText)],
        ['artifact_uri', named(anyText)],
        ['start_time', named(anyTime, 'created', 'Created')],
        ['end_time', named(anyTime)],
      ]),
    },
    { entity: 'metric', names: ['metrics', 'metric'], keys: anyNumber },
    { entity: 'param', names: ['params', 'param', 'parameter', 'parameters'], keys: anyText },
    { entity: 'tag', names: ['tags', 'tag'], keys: anyText },
    {
      entity: 'dataset',
      names: ['dataset', 'datasets'],
      keys: new Map([
        ['name', named(textUnordered)],
        ['digest', named(textUnordered)],
        ['context', named(textUnordered)],
      ]),
    },
  ],
};

/** `attributes.` is refused here, as in MLflow. `experiment_id` can be ordered by, not asked for. */
export const experimentDialect: Dialect = {
  subject: 'experiments',
  entities: [
    {
      entity: 'attribute',
      names: ['attribute'],
      keys: new Map([
        ['name', named(anyText)],
        ['creation_time', named(anyNumber)],
        ['last_update_time', named(anyNumber)],
        ['experiment_id', named({ type: 'number', operators: [], canOrder: true })],
      ]),
    },
    { entity: 'tag', names: ['tags', 'tag'], keys: textUnordered },
  ],
};
