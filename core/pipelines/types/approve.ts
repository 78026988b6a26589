import * as z from 'zod';
import { defineTaskType, TaskAwaitsDecision, TaskFailedForGood, TaskSkipped } from '#core/tasks/index.ts';

const input = z.strictObject({
  question: z.string().min(1).describe('What a person is asked to decide'),
  on_reject: z
    .enum(['fail', 'skip'])
    .default('fail')
    .describe('A no fails the task (fail), or skips it and what needs it (skip)'),
});

/** A person decides, with a reason, which is kept with the attempt. Nothing is held meanwhile. */
export const approve = defineTaskType({
  name: 'approve',
  description: 'Ask a person, and go on when they say yes.',
  with: input,
  outputs: ['approved', 'by', 'reason'],
  run: async ({ decision }, { question, on_reject: onReject }) => {
    if (decision === null) throw new TaskAwaitsDecision(question);
    const { isApproved, by, reason } = decision;
    if (isApproved) return { approved: true, by, reason };
    const words = `${by} said no${reason === '' ? '' : `: ${reason}`}`;
    throw onReject === 'skip' ? new TaskSkipped(words, 'not_approved') : new TaskFailedForGood(words);
  },
});
