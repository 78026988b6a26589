import { expect, test } from './fixtures.ts';
import { makePdf } from './support/make-pdf.ts';

test('of a long PDF only the pages near the view are drawn, each in its own size', async ({
  engine,
  openWindow,
}) => {
  const { experimentId } = await engine.client.experiments.create({ name: 'papers' });
  const { runId } = await engine.client.runs.create({ experimentId, name: 'thesis' });
  const count = 120;
  const text = makePdf(Array.from({ length: count }, (_, index) => `This is page ${String(index + 1)}`));
  const chunk = new File([text], 'thesis.pdf');
  await engine.client.artifacts.write({ runId, path: 'thesis.pdf', offset: 0, chunk, last: true });

  const page = await openWindow(`/experiments/${experimentId}/runs/${runId}?tab=artifacts&file=thesis.pdf`);
  const pages = page.getByRole('region', { name: 'thesis.pdf' });
  const first = pages.getByRole('group', { name: 'Page 1 of 120' });
  const last = pages.getByRole('group', { name: 'Page 120 of 120' });
  await expect(first).toContainText('This is page 1');
  await expect(pages.getByRole('group')).toHaveCount(count);
  expect(await pages.locator('canvas').count()).toBeLessThan(6);

  await pages.evaluate((box) => box.scrollTo(0, box.scrollHeight));
  await expect(last).toContainText('This is page 120');
  await expect(first.locator('canvas')).toHaveCount(0);
  expect(await pages.locator('canvas').count()).toBeLessThan(8);
  const [tall, low] = [await first.boundingBox(), await last.boundingBox()];
  expect([tall?.height, low?.height]).toEqual([842, 595]);

  await page.getByRole('button', { name: 'Smaller' }).click();
  await expect.poll(async () => (await last.boundingBox())?.height).toBeCloseTo(595 * 0.75, 0);
});
