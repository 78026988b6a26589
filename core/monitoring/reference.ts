/** Scored rows that a model version has not seen in training, from one source: what a clean batch looks like. */
export interface ReferenceGroup {
  name: string;
  /** Of each row: the predicted class, its probability, the share of unknown tokens, the tokens. */
  predictions: readonly string[];
  confidence: Float64Array;
  oovShare: Float64Array;
  length: Float64Array;
}

/** What the limits of one model version are made of. */
export interface Reference {
  /** `models:/<name>/<version>`: limits belong to the version, so that a roll back brings the old ones. */
  modelUri: string;
  /** SHA-256 of the file that the rows were read from. */
  digest: string;
  groups: readonly ReferenceGroup[];
}

/** A source with fewer rows says too little about its batches. */
const minGroupRows = 20;

/**
 * The groups that are large enough to be resampled, each as a batch's possible source. Where none is, all rows are one
 * group; an empty list means that there is nothing to compare with.
 */
export function chooseGroups(reference: Reference | null): ReferenceGroup[] {
  if (reference === null) return [];
  const large = reference.groups.filter(({ predictions }) => predictions.length >= minGroupRows);
  if (large.length > 0) return large;
  const joined = joinGroups(reference.groups);
  return joined.predictions.length >= minGroupRows ? [joined] : [];
}

export function countReferenceRows(reference: Reference | null): number {
  return (reference?.groups ?? []).reduce((rows, { predictions }) => rows + predictions.length, 0);
}

function joinGroups(groups: readonly ReferenceGroup[]): ReferenceGroup {
  const join = (column: 'confidence' | 'oovShare' | 'length'): Float64Array =>
    Float64Array.from(groups.flatMap((group) => [...group[column]]));
  return {
    name: groups.map(({ name }) => name).join('+'),
    predictions: groups.flatMap(({ predictions }) => predictions),
    confidence: join('confidence'),
    oovShare: join('oovShare'),
    length: join('length'),
  };
}
