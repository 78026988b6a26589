import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatasetVersion } from '#contract/datasets.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { createRandom } from '../random.ts';
import { makeCsv } from './files/documents.ts';

const shipped = join(import.meta.dirname, '..', '..', '..', 'resources', 'workshop', 'reviews-train.csv');

/** What a version of a dataset is made of, and why. */
export interface DatasetPlan {
  name: string;
  version: number;
  description: string;
  message: string;
  text(): string;
}

/** `reviews` grows: half of the labelled rows, three quarters, all of them; a training adds those of the drift (v4). */
export const reviewVersions: readonly DatasetPlan[] = [
  { rows: 1200, message: 'First export of the shop, labelled by two people' },
  { rows: 1800, message: 'Restaurants and hotels added' },
  { rows: 2400, message: 'All that was labelled until the autumn' },
].map(({ rows, message }, index) => ({
  name: 'reviews',
  version: index + 1,
  description: 'Labelled reviews to train on',
  message,
  text: () =>
    `${readFileSync(shipped, 'utf8')
      .split('\n')
      .slice(0, rows + 1)
      .join('\n')}\n`,
}));

export const customerVersions: readonly DatasetPlan[] = [
  { rows: 900, message: 'Customers of the spring' },
  { rows: 1400, message: 'The summer added, with the income' },
].map(({ rows, message }, index) => ({
  name: 'churn_customers',
  version: index + 1,
  description: 'Who stayed and who left, one row for each customer',
  message,
  text: () => makeCustomers(rows, index > 0),
}));

function makeCustomers(count: number, hasIncome: boolean): string {
  const random = createRandom(count);
  const columns = [
    'customer',
    'age',
    'months',
    'country',
    'monthly_charge',
    ...(hasIncome ? ['income'] : []),
    'churned',
  ];
  const rows = Array.from({ length: count }, (_, n) => {
    const months = random.int(72);
    const charge = 20 + random.int(9000) / 100;
    const left = random.next() < 0.55 - months / 140 + charge / 400;
    const income = random.next() < 0.04 ? '' : 18_000 + random.int(60_000);
    const common = [
      `c-${String(n + 1).padStart(5, '0')}`,
      18 + random.int(70),
      months,
      random.pick(['SE', 'NO', 'DK', 'FI']),
      charge,
    ];
    return [...common, ...(hasIncome ? [income] : []), left ? 1 : 0];
  });
  return makeCsv(columns, rows);
}

export const photoVersions: readonly DatasetPlan[] = [
  {
    name: 'shelf_photos',
    version: 1,
    description: 'Photos of shelves, by what is wrong with them',
    message: 'The list of the files; they lie on the server of the shop',
    text: () =>
      makeCsv(
        ['file', 'label'],
        Array.from({ length: 960 }, (_, n) => [
          `shelf/${n}.jpg`,
          ['blurred', 'cropped', 'dark', 'sharp'][n % 4] ?? '',
        ]),
      ),
  },
];

/** Sends the file as the screen does when one is dropped on it. */
export async function addVersion(client: EngineClient, plan: DatasetPlan): Promise<DatasetVersion> {
  const fileName = `${plan.name}-${plan.version}.csv`;
  const chunk = new File([plan.text()], fileName);
  const { uploadId } = await client.datasets.upload({ fileName, offset: 0, chunk, last: true });
  const { name, description, message } = plan;
  return client.datasets.add({ name, source: { kind: 'upload', uploadId }, description, message });
}
