import { expect, it } from 'vitest';
import { readPipeline } from '#core/pipeline-text/index.ts';
import { findUnsavedTasks } from './unsaved-tasks.ts';

const text = `version: 1
name: x
tasks:
  load: { type: shell, with: { command: echo } }
  train: { type: shell, needs: [load], with: { command: echo } }
  score: { type: shell, needs: [train], with: { command: echo } }
  apart: { type: shell, with: { command: echo } }
`;

function find(now: string): Record<string, string> {
  const [graph, saved] = [readPipeline(now).graph, readPipeline(text).graph];
  if (graph === null) throw new Error('no YAML');
  return Object.fromEntries(findUnsavedTasks(graph, saved));
}

it('finds what was edited, and what comes after it', () => {
  expect(find(text)).toEqual({});
  expect(find(text.replace('train: { type: shell,', 'train: { type: shell, retries: 1,'))).toEqual({
    train: 'definition',
    score: 'upstream',
  });
});

it('minds neither comments, nor another order, nor tasks that are new', () => {
  expect(find(`# mine\n${text}  more: { type: shell, needs: [load] }\n`)).toEqual({});
  expect(
    find(text.replace('{ type: shell, needs: [load], with', '{ needs: [load], type: shell, with')),
  ).toEqual({});
});

it('knows nothing without a file that can be read', () => {
  const { graph } = readPipeline(text);
  expect(graph === null ? null : findUnsavedTasks(graph, null).size).toBe(0);
});
