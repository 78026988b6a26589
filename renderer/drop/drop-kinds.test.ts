import { expect, it } from 'vitest';
import { kindOfDrop, kindOfTypes } from './drop-kinds.ts';

const file = (name: string) => kindOfDrop({ name, isFolder: false, inside: [] });
const folder = (name: string, ...inside: string[]) => kindOfDrop({ name, isFolder: true, inside });

it('files go by what they end with', () => {
  expect(['a.csv', 'B.TSV', 'reviews.parquet', 'rows.jsonl', 'x.ndjson', 'notes.txt'].map(file)).toEqual(
    Array.from({ length: 6 }, () => 'data'),
  );
  expect(
    ['lab.stile', 'mlflow.db', 'mlflow-old.sqlite', 'shop.db', 'net.onnx', 'a.pdf', 'csv'].map(file),
  ).toEqual(['archive', 'mlflow', 'mlflow', 'database', 'model', 'unknown', 'unknown']);
});

it('folders go by what lies in them', () => {
  expect(folder('churn', 'train.py', 'data')).toBe('folder');
  expect(folder('lab', 'stile.db', 'artifacts')).toBe('folder');
  expect(folder('mlruns', '0')).toBe('mlflow');
  expect(folder('old runs', '.trash', '0', 'models')).toBe('mlflow');
  expect(folder('model', 'MLmodel', 'model.pkl')).toBe('model');
  expect(folder('tables.csv')).toBe('folder');
});

it('says what one file will be before it is let go, where the browser knows', () => {
  expect(kindOfTypes(['text/csv'])).toBe('data');
  expect(kindOfTypes([''])).toBe(null);
  expect(kindOfTypes(['text/csv', 'text/csv'])).toBe(null);
});
