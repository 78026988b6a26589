import { describe, expect, it } from 'vitest';
import { statesOf, withRunner } from './testing/with-runner.ts';

describe('running a pipeline', () => {
  it('hands outputs on, with their types', async () => {
    await withRunner(async ({ file, finish }) => {
      file(
        'p',
        `params: { rows: { type: integer, default: 20, minimum: 1 } }
tasks:
  first: { type: test/echo, with: { count: "{{ params.rows }}" } }
  second:
    type: test/echo
    needs: [first]
    with: { count: "{{ tasks.first.outputs.value }}", text: "run {{ run.id }} of {{ run.pipeline }}: {{ params.rows }}" }
`,
      );
      const run = await finish('p', { rows: 7 });
      expect(run).toMatchObject({ state: 'success', params: { rows: 7 }, flags: { hasFailedTasks: false } });
      expect(statesOf(run)).toBe('first: success, second: success');
      const text = `run ${run.pipelineRunId} of p: 7`;
      expect(run.tasks[1]?.attempts[0]?.outputs['input']).toBe(JSON.stringify({ text, count: 7 }));
    });
  });
});
