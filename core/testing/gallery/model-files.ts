import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Files } from './run-plan.ts';

const fixtures = join(import.meta.dirname, '..', '..');

/** A classifier of ONNX that really answers, as `mlflow.onnx.log_model` leaves it. */
export function churnModelFiles(): Files {
  return {
    'model/model.onnx': readFixture('serving/onnx/fixtures/columns.onnx'),
    'model/requirements.txt': 'mlflow==3.17.2\nonnxruntime==1.23.2\n',
    'model/MLmodel': `artifact_path: model
flavors:
  onnx: { data: model.onnx, onnx_version: 1.23.2 }
  python_function: { loader_module: mlflow.onnx, data: model.onnx }
mlflow_version: 3.17.2
signature:
  inputs: '[{"type": "float", "name": "age", "required": true}, {"type": "float", "name": "income", "required": true}, {"type": "string", "name": "country", "required": true}]'
  outputs: '[{"type": "tensor", "tensor-spec": {"dtype": "int64", "shape": [-1]}}]'
`,
  };
}

/** A network in Python; nobody opens its pickle here. */
export function photoModelFiles(): Files {
  return {
    'model/data/model.pth': new Uint8Array(4096).fill(7),
    'model/requirements.txt': 'mlflow==3.17.2\ntorch==2.9.1\ntorchvision==0.24.1\n',
    'model/MLmodel': `artifact_path: model
flavors:
  python_function: { loader_module: mlflow.pytorch, data: data, python_version: 3.12.4 }
  pytorch: { model_data: data, pytorch_version: 2.9.1 }
mlflow_version: 3.17.2
signature:
  inputs: '[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 3, 224, 224]}}]'
  outputs: '[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 4]}}]'
`,
  };
}

/** A table of reviews in Parquet. */
export function parquetFile(): Uint8Array<ArrayBuffer> {
  return readFixture('datasets/formats/fixtures/reviews.snappy.parquet');
}

function readFixture(path: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(join(fixtures, path)));
}
