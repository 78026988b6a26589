import { describe, expect, it } from 'vitest';
import { placeOfMlflowHash } from './mlflow-address.ts';

describe('an address that a client of MLflow prints', () => {
  it.each([
    [
      '#/experiments/1/runs/577e32f90861a127117dae3f0a13624c',
      '/experiments/1?run=577e32f90861a127117dae3f0a13624c',
    ],
    ['#/experiments/1/runs/577e/artifacts/model', '/experiments/1?run=577e'],
    ['#/experiments/12', '/experiments/12'],
    ['#/experiments/12?searchFilter=x', '/experiments/12'],
    ['#/experiments/1/models/m-4f2c', '/experiments/1'],
    ['#/experiments/1/traces', '/experiments/1/traces'],
    ['#/experiments/1/traces?selectedEvaluationId=tr-1', '/experiments/1/traces/tr-1'],
    ['#/experiments', '/experiments'],
    ['#/models', '/models'],
    ['#/models/my%20model/versions/2', '/models/my%20model'],
    ['#/models/my model', '/models/my%20model'],
    ['#/models/100%', '/models/100%25'],
  ])('%s is the place %s', (hash, place) => {
    expect(placeOfMlflowHash(hash)).toBe(place);
  });

  it.each(['', '#', '#/', '#section', '#/prompts/x', '#//evil.example/experiments'])(
    '%j leads nowhere else',
    (hash) => {
      expect(placeOfMlflowHash(hash)).toBeNull();
    },
  );
});
