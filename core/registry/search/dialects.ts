import { anyNumber, anyText, named, textUnordered, type Dialect } from '#core/search/index.ts';

const tags = { entity: 'tag', names: ['tags', 'tag'], keys: textUnordered } as const;
const attributes = ['attributes', 'attribute'];

/** `timestamp` is what MLflow's old clients call the last update. */
export const registeredModelDialect: Dialect = {
  subject: 'registered models',
  entities: [
    {
      entity: 'attribute',
      names: attributes,
      keys: new Map([
        ['name', named(anyText)],
        ['last_updated_timestamp', named(anyNumber, 'timestamp')],
      ]),
    },
    tags,
  ],
};

export const modelVersionDialect: Dialect = {
  subject: 'model versions',
  entities: [
    {
      entity: 'attribute',
      names: attributes,
      keys: new Map([
        ['name', named(anyText)],
        ['version_number', named({ ...anyNumber, isLoose: true }, 'version')],
        ['run_id', named(textUnordered)],
        ['source_path', named(textUnordered)],
        ['creation_timestamp', named(anyNumber)],
        ['last_updated_timestamp', named(anyNumber)],
      ]),
    },
    tags,
  ],
};
