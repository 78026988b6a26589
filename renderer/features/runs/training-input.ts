import type { DatasetInput } from '#contract/entities.ts';

/** Of the datasets that a run used, the one that it was trained on, as the client said when it logged it. */
export function trainingInput(inputs: readonly DatasetInput[]): DatasetInput | undefined {
  return inputs.find(({ tags }) =>
    tags.some(({ key, value }) => key === 'mlflow.data.context' && value === 'training'),
  );
}
