import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import type { TaskContext } from '#core/tasks/index.ts';
import { createTestTaskContext } from '#core/tasks/testing.ts';
import type { TestEngine } from '#core/testing/with-engine.ts';

type Add = Partial<Inputs['datasets']['add']> & { file?: string };

/** Writes a file beside the workspace and adds it, as `reviews` unless told otherwise. */
export function addFile(
  { client, folder }: TestEngine,
  content: string | Uint8Array,
  { file = 'reviews.csv', ...rest }: Add = {},
): Promise<Outputs['datasets']['add']> {
  const path = join(folder, file);
  writeFileSync(path, content);
  return client.datasets.add({ name: 'reviews', source: { kind: 'file', path }, ...rest });
}

/** What a task gets; `lines` collects its log. */
export function createTestTask(
  test: TestEngine,
  overrides: Partial<TaskContext> = {},
): TaskContext & { lines: string[] } {
  const lines: string[] = [];
  const log = (line: string): void => void lines.push(line);
  return { ...createTestTaskContext(test.engine.ctx, test.folder, { log, ...overrides }), lines };
}
