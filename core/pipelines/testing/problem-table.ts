import { expect, it } from 'vitest';
import type { PipelineProblem } from '#contract/pipelines.ts';
import { createTestTasks } from './test-tasks.ts';
import { parsePipeline } from '../definition/parse-pipeline.ts';

const types = new Map(createTestTasks().types.map((type) => [type.name, type]));

function problemsOf(body: string): PipelineProblem[] {
  return parsePipeline(`version: 1\nname: p\n${body}`, types, 'p').problems;
}

/** `error conflict tasks.a.map: what it takes` */
export function linesOf(body: string): string[] {
  return problemsOf(body).map(
    ({ severity, code, path, expected }) => `${severity} ${code} ${path}: ${expected}`,
  );
}

/** Tasks by id, each on a line of its own. */
export function tasks(of: Record<string, string>, before = ''): string {
  const lines = Object.entries(of).map(([id, task]) => `  ${id}: { type: test/echo, ${task} }\n`);
  return `${before}tasks:\n${lines.join('')}`;
}

/** What says nothing. */
export const fine = 'retries: 0';

/** What it is about, the file, and what is found. */
type Row = [string, string, string[]];

/** A test for each row. */
export function table(rows: Row[]): void {
  it.each(rows)('%s', (_what, body, expected) => {
    expect(linesOf(body)).toEqual(expected);
    for (const { line, column, message, severity } of problemsOf(body)) {
      expect(line).toBeGreaterThan(1);
      expect(column).toBeGreaterThan(1);
      // A remedy, and the end of a sentence.
      expect(message).toMatch(/[.?a-z0-9})]$/);
      expect(['error', 'warning']).toContain(severity);
    }
  });
}
