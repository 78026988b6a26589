import * as z from 'zod';
import { base } from './base.ts';
import { dataSource } from './datasets.ts';

/** What a template has put into the workspace. */
export const templateReport = z.object({
  model: z.string(),
  experiment: z.string(),
  /** Names of pipelines and datasets that are there now. */
  pipelines: z.array(z.string()),
  datasets: z.array(z.string()),
});
export type TemplateReport = z.infer<typeof templateReport>;

export const workshopProcedures = {
  /** Puts data and pipelines of the workshop into this workspace. A second call changes nothing. */
  create: base.input(z.strictObject({ language: z.enum(['en', 'sv']).default('en') })).output(templateReport),
  /** The same pipelines on a file of the user: splits it into train, held-out and warehouse. */
  useData: base
    .input(
      z.strictObject({
        name: z.string(),
        source: dataSource,
        csv: z
          .strictObject({
            delimiter: z.string().min(1).max(1).optional(),
            encoding: z.string().optional(),
            hasHeader: z.boolean().optional(),
          })
          .default({}),
        textColumn: z.string(),
        labelColumn: z.string(),
      }),
    )
    .output(
      templateReport.extend({
        rows: z.object({ train: z.number().int(), heldout: z.number().int(), warehouse: z.number().int() }),
        skippedRows: z.number().int(),
        classes: z.array(z.object({ label: z.string(), count: z.number().int() })),
      }),
    ),
};
