import * as z from 'zod';
import { expect, it } from 'vitest';
import { defineTaskType, type TaskType } from '#core/tasks/index.ts';
import { withRunner } from './testing/with-runner.ts';

/** A type that keeps what variables it was given, by instance. */
function createVariables(): { type: TaskType; seen: Record<string, string>[] } {
  const seen: Record<string, string>[] = [];
  const type = defineTaskType({
    name: 'test/env',
    description: 'Looks at its environment variables',
    with: z.strictObject({}),
    outputs: [],
    run: async ({ env, mapIndex }) => {
      seen[mapIndex] = { ...env };
      return {};
    },
  });
  return { type, seen };
}

it('fills in the variables of a task, for each item and each run anew', () => {
  const { type, seen } = createVariables();
  return withRunner(
    async ({ file, finish }) => {
      file(
        'p',
        `params: { rows: { type: integer, default: 20 }, tags: { type: array, default: [a] } }
defaults: { env: { ROWS: "{{ params.rows }}", KEEP: "1" } }
tasks:
  a:
    type: test/env
    cache: true
    map: { over: [x, y] }
    env: { ITEM: "{{ item }} {{ map_index }}", TAGS: "{{ params.tags }}", NONE: "{{ alert.model }}" }
`,
      );
      const shared = { ROWS: '20', KEEP: '1', TAGS: '["a"]' };
      await finish('p');
      expect(seen).toEqual([
        { ...shared, ITEM: 'x 0' },
        { ...shared, ITEM: 'y 1' },
      ]);
      // Other values are other work: the cache does not answer, and does where they are the same.
      await finish('p', { rows: 5 });
      expect(seen).toMatchObject([{ ROWS: '5' }, { ROWS: '5' }]);
      await finish('p');
      expect(seen).toMatchObject([{ ROWS: '5' }, { ROWS: '5' }]);
    },
    { taskTypes: [type] },
  );
});
