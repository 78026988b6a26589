import type { TextModel } from './text-model.ts';

export interface TopFeatures {
  label: string;
  /** Strongest first; a larger weight speaks more for the label. */
  features: { term: string; weight: number }[];
}

/** The terms that speak most for each class. Of two classes, one's weights are the other's turned round. */
export function topFeatures({ classes, coefficients, vocabulary }: TextModel, count = 10): TopFeatures[] {
  const isBinary = coefficients.length === 1;
  return classes.map((label, index) => {
    const weights = coefficients[isBinary ? 0 : index] ?? [];
    const sign = isBinary && index === 0 ? -1 : 1;
    const features = vocabulary
      .map((term, column) => ({ term, weight: sign * (weights[column] ?? 0) }))
      .filter(({ weight }) => weight > 0)
      .sort((a, b) => b.weight - a.weight)
      .slice(0, count);
    return { label, features };
  });
}
