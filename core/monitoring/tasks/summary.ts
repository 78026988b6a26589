import { join } from 'node:path';
import * as z from 'zod';
import { writeFileAtomic } from '#core/kernel/files.ts';
import { defineTaskType } from '#core/tasks/index.ts';
import { writeWholeArtifact } from '#core/tracking/index.ts';
import { collectSummary } from './summary-facts.ts';
import { renderHtml } from './summary-html.ts';
import { renderMarkdown } from './summary-markdown.ts';

export const summaryTask = defineTaskType({
  name: 'stile/summary',
  description: 'Writes a report of a batch that a person can read, as HTML and as Markdown',
  with: z.strictObject({ batch: z.coerce.number().int().describe('The number of the batch') }),
  outputs: ['html', 'markdown'],
  run: async (task, { batch: batchId }) => {
    const facts = collectSummary(task.engine, batchId);
    const files = { 'summary.html': renderHtml(facts), 'summary.md': renderMarkdown(facts) };
    const { runId } = facts.batch;
    for (const [name, content] of Object.entries(files)) {
      writeFileAtomic(join(task.folder, name), content);
      if (runId === null) continue;
      await writeWholeArtifact(task.engine, { runId, path: name, text: content });
    }
    task.log(`Wrote ${Object.keys(files).join(' and ')} of batch ${batchId}`);
    return { html: join(task.folder, 'summary.html'), markdown: join(task.folder, 'summary.md') };
  },
});
