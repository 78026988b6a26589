import { Tensor } from 'onnxruntime-web';

type Tensors = Readonly<Record<string, Tensor>>;

/** Asks a model that takes one row at a time about each, and puts its answers together. */
export async function runRowByRow(feeds: Tensors, run: (row: Tensors) => Promise<Tensors>): Promise<Tensors> {
  const rows = Object.values(feeds)[0]?.dims[0] ?? 0;
  const answers: Tensors[] = [];
  for (let row = 0; row < rows; row++)
    answers.push(await run(mapTensors(feeds, (tensor) => takeRow(tensor, row))));
  return mapTensors(answers[0] ?? {}, (_, name) => stack(answers.flatMap((answer) => answer[name] ?? [])));
}

function mapTensors(tensors: Tensors, change: (tensor: Tensor, name: string) => Tensor): Tensors {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, change(tensor, name)]));
}

function takeRow({ type, data, dims }: Tensor, row: number): Tensor {
  const [, ...inner] = dims;
  const size = inner.reduce((product, one) => product * one, 1);
  return new Tensor(type, data.slice(row * size, (row + 1) * size), [1, ...inner]);
}

/** One after another along the first axis, which an answer to one row has with the size 1 or not at all. */
function stack(tensors: readonly Tensor[]): Tensor {
  const [first] = tensors;
  if (first === undefined) throw new Error('the model gave no outputs');
  const values = tensors.flatMap(({ data }) => Array.from(data as ArrayLike<number>));
  const inner = first.dims[0] === 1 ? first.dims.slice(1) : first.dims;
  const data = Array.isArray(first.data)
    ? values
    : (first.data.constructor as typeof Float32Array).from(values);
  return new Tensor(first.type, data, [tensors.length, ...inner]);
}
