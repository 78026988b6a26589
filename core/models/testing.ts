import { createSeededRandom } from '#core/kernel/seeded-random.ts';

/** Made-up labelled texts: mostly common words, and one or two that tell the class most of the time. */
export function createReviews(rows: number, seed = 1, classes: readonly string[] = ['negative', 'positive']) {
  const random = createSeededRandom(seed);
  const pick = (below: number): number => Math.floor(random() * below);
  const texts: string[] = [];
  const labels: string[] = [];
  for (let row = 0; row < rows; row++) {
    const label = row % classes.length;
    const told = random() < 0.85 ? label : pick(classes.length);
    const common = Array.from({ length: 6 + pick(12) }, () => `word${Math.floor(900 ** random())}`);
    common.splice(pick(common.length), 0, `tell${told}x${pick(12)}`, `hint${told}x${pick(40)}`);
    texts.push(common.join(' '));
    labels.push(classes[label] ?? '');
  }
  return { texts, labels };
}
