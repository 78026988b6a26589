import { createRandom } from '../random.ts';
import { drawCourse, single } from './curves.ts';
import { makeSplitTable } from './files/documents.ts';
import { clientTags, createPlan, day, type Files, type RunPlan } from './run-plan.ts';

const experiment = 'prompt_length_ablation';
const questions = [
  'How do I reset my password?',
  'Where is my parcel?',
  'Can I change the delivery address?',
  'Do you ship to Norway?',
  'How long is the warranty?',
];

/** 20 runs of prompts of other lengths, judged by exact matches; the longest does not fit. */
export function planPromptRuns(seed: number): RunPlan[] {
  const random = createRandom(seed);
  return Array.from({ length: 20 }, (_, n) => {
    const tokens = 64 * (n + 1);
    const quality = 0.5 + 0.35 * (1 - Math.exp(-tokens / 300)) - 0.0001 * tokens + 0.03 * random.next();
    const isTooLong = n === 19;
    return createPlan({
      experiment,
      name: `prompt-${String(tokens).padStart(4, '0')}`,
      before: 20 * day - n * 3_600_000,
      user: 'noor',
      status: isTooLong ? 'FAILED' : 'FINISHED',
      seconds: 30 + n * 6,
      params: {
        prompt_tokens: tokens,
        model: 'local/qwen-4b',
        temperature: n % 2 === 0 ? 0 : 0.7,
        template: 'support_answer_v2',
      },
      tags: {
        ...clientTags('ablate.py', '1f6e02d'),
        'mlflow.note.content': isTooLong ? 'Does not fit into the context of the model.' : '',
      },
      points: isTooLong
        ? []
        : [
            ...drawCourse(
              { key: 'exact_match', from: quality - 0.1, to: quality, speed: 2, noise: 0.05 },
              10,
              random,
            ),
            single('latency_ms', 220 + tokens * 1.4 + 40 * random.next()),
            single('cost_per_1000', tokens * 0.002),
          ],
      files: (): Files => {
        const rows = questions.map((question, i) => [
          question,
          `Answer ${i + 1}.`,
          i / 5 < quality ? `Answer ${i + 1}.` : 'I do not know.',
        ]);
        return isTooLong
          ? {}
          : { 'eval_results_table.json': makeSplitTable(['inputs', 'target', 'outputs'], rows) };
      },
    });
  });
}
