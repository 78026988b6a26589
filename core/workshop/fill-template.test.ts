import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { fillTemplate, type TemplateNames } from './fill-template.ts';

const folder = join(import.meta.dirname, '..', '..', 'resources', 'templates', 'workshop');
const read = (file: string): string => readFileSync(join(folder, `${file}.yaml`), 'utf8');

const names: TemplateNames = {
  prefix: 'churn_',
  model: 'churn_classifier',
  experiment: 'churn_classification',
  train: 'churn_train',
  heldout: 'churn_heldout',
  warehouse: 'churn_warehouse',
  batchInput: 'churn_batch_input',
  driftWarehouse: 'drift_warehouse',
  drift: { train: 'drift_labelled', heldout: 'drift_heldout' },
  minAccuracy: 0.75,
  batchRows: 40,
};

describe('the template of the workshop', () => {
  it.each(['train', 'predict'])('%s: nothing is left to fill in, with and without drift rows', (file) => {
    for (const drift of [names.drift, null]) {
      const text = fillTemplate(read(file), { ...names, drift });
      expect(text).not.toMatch(/<<|>>|#drift|undefined/);
      expect(parse(text)).toMatchObject({ version: 1, name: `churn_${file}` });
      if (drift === null && file === 'train') expect(text).not.toContain('drift');
    }
  });

  it('train: gate and evaluation see the drift rows only where there are labels for them', () => {
    const tasks = (drift: TemplateNames['drift']) =>
      (parse(fillTemplate(read('train'), { ...names, drift })) as { tasks: Record<string, { with: object }> })
        .tasks;
    expect(tasks(names.drift)['gate']?.with).toMatchObject({
      splits: { heldout: 'churn_heldout', drift_heldout: 'drift_heldout' },
    });
    expect(tasks(null)['gate']?.with).toMatchObject({ splits: { heldout: 'churn_heldout' } });
  });
});
