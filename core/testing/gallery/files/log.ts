import type { Random } from '#core/testing/random.ts';

/** The lines of a training, each with its moment; a failed one ends in a traceback. */
export function makeLog(
  start: number,
  seconds: number,
  epochs: number,
  ending: string | null,
  random: Random,
): string {
  const line = (at: number, level: string, text: string): string =>
    `${new Date(start + at * 1000).toISOString()} ${level.padEnd(5)} ${text}`;
  const lines = [
    line(0, 'INFO', 'reading the training rows'),
    line(0.6, 'INFO', `seed ${random.int(10_000)}, ${4 + random.int(8)} workers`),
    line(0.9, 'WARN', '12 rows without text were left out'),
  ];
  for (let epoch = 0; epoch < epochs; epoch++) {
    const at = 1 + ((seconds - 1) * (epoch + 1)) / epochs;
    lines.push(
      line(at, 'INFO', `epoch ${epoch + 1}/${epochs} loss=${(0.7 * Math.exp(-epoch / 9)).toFixed(4)}`),
    );
  }
  if (ending !== null) lines.push(line(seconds, 'ERROR', 'the training ended with an error'), ending);
  return `${lines.join('\n')}\n`;
}

export const outOfMemory = `Traceback (most recent call last):
  File "/home/kim/reviews/train_model.py", line 118, in <module>
    main(parse_args())
  File "/home/kim/reviews/train_model.py", line 92, in main
    features = vectorizer.fit_transform(texts)
  File "/usr/lib/python3.12/site-packages/sklearn/feature_extraction/text.py", line 2104, in fit_transform
    X = super().fit_transform(raw_documents)
MemoryError: Unable to allocate 11.2 GiB for an array with shape (30000, 50000) and data type float64`;
