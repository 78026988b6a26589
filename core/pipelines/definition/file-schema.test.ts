import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { buildJsonSchema } from './file-schema.ts';

it('is the schema that ships for editors', () => {
  const file = join(import.meta.dirname, '..', '..', '..', 'resources', 'schemas', 'pipeline.v1.json');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(buildJsonSchema());
});
