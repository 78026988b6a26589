import { showValue } from '#core/kernel/errors.ts';
import { parseJson, type Json } from '#core/kernel/json.ts';
import { kindOf, textsOf, type ModelInput } from './input-rows.ts';
import { badRequest, invalidValue } from './scoring-refusal.ts';
import type { Scores, ServableModel, TextServable } from './servable-model.ts';

type JsonObject = Record<string, Json>;

/** A request of the Open Inference Protocol, read and checked. */
export interface InferenceRequest {
  id: string | null;
  texts: string[];
  /** The outputs that are wanted. */
  outputs: ReadonlySet<string>;
}

const inputName = ({ column }: ModelInput): string => column ?? 'input';
const outputNames = ['label', 'probabilities'] as const;

/**
 * Reads a body of `POST /v2/models/{name}/infer` (kserve/open-inference-protocol, inference REST): one BYTES tensor of
 * texts, flat or nested.
 * @throws ScoringRefusal
 */
export function parseInference(body: string, input: ModelInput): InferenceRequest {
  const request = parseJson(body);
  if (request === undefined) {
    throw badRequest(
      `The body is not JSON: it begins with "${showValue(body.slice(0, 60))}". Send ${example(input)}.`,
    );
  }
  if (!isObject(request)) {
    throw badRequest(`The body is ${kindOf(request)}, but an object is wanted. Send ${example(input)}.`);
  }
  const { id } = request;
  if (id !== undefined && id !== null && typeof id !== 'string') {
    throw badRequest(`"id" is ${kindOf(id)}, but a text is wanted.`);
  }
  return {
    id: id ?? null,
    texts: readTensor(request['inputs'], input),
    outputs: readOutputs(request['outputs']),
  };
}

function readTensor(inputs: Json | undefined, input: ModelInput): string[] {
  if (!Array.isArray(inputs)) {
    throw badRequest(`"inputs" is ${kindOf(inputs)}, but a list is wanted. Send ${example(input)}.`);
  }
  const [tensor] = inputs;
  if (inputs.length !== 1 || !isObject(tensor)) {
    throw invalidValue(
      `The request has ${inputs.length} inputs, but the model takes one, "${inputName(input)}".`,
    );
  }
  const { name, datatype, shape, data } = tensor;
  if (name !== inputName(input)) {
    throw invalidValue(
      `The input is called "${showValue(name)}", but the model wants "${inputName(input)}".`,
    );
  }
  if (datatype !== 'BYTES') {
    throw invalidValue(
      `The datatype of "${showValue(name)}" is "${showValue(datatype)}", but texts are BYTES.`,
    );
  }
  if (!Array.isArray(data)) throw badRequest(`"inputs[0].data" is ${kindOf(data)}, but a list is wanted.`);
  const values = flatten(data);
  checkShape(shape, values.length);
  return textsOf(values, input);
}

/** The protocol allows a tensor flat and nested; rows of one text are as deep as this one goes. */
function flatten(data: readonly Json[]): Json[] {
  return data.flatMap((value) => (Array.isArray(value) ? value : [value]));
}

/** `[n]` or `[n, 1]`: one text per row. */
function checkShape(shape: Json | undefined, rows: number): void {
  if (!Array.isArray(shape)) {
    throw badRequest(`"inputs[0].shape" is ${kindOf(shape)}, but a list is wanted. Send [${rows}].`);
  }
  const isRows = shape[0] === rows && (shape.length === 1 || (shape.length === 2 && shape[1] === 1));
  if (isRows) return;
  throw invalidValue(
    `The shape is ${showValue(JSON.stringify(shape))}, but the data has ${rows} texts. Send [${rows}] or [${rows}, 1].`,
  );
}

function readOutputs(outputs: Json | undefined): ReadonlySet<string> {
  if (outputs === undefined || outputs === null) return new Set(outputNames);
  if (!Array.isArray(outputs)) throw badRequest(`"outputs" is ${kindOf(outputs)}, but a list is wanted.`);
  const names = outputs.map((output) => (isObject(output) ? output['name'] : output));
  const unknown = names.find((name) => !outputNames.some((known) => known === name));
  if (unknown !== undefined) {
    throw invalidValue(
      `The output "${showValue(unknown)}" is not one of this model's: ${outputNames.join(', ')}.`,
    );
  }
  return new Set(names.length === 0 ? outputNames : names.map(String));
}

/** The answer to a request, as JSON. */
export function inferenceAnswer(
  model: TextServable,
  request: InferenceRequest,
  scores: Scores,
  requestId: string,
): string {
  const rows = request.texts.length;
  const outputs: object[] = [];
  if (request.outputs.has('label')) {
    const data = Array.from(scores.best, (best) => model.labels[best] ?? '');
    outputs.push({ name: 'label', datatype: 'BYTES', shape: [rows], data });
  }
  if (request.outputs.has('probabilities')) {
    const shape = [rows, model.labels.length];
    const parameters = { labels: model.labels.join(',') };
    const data = Array.from(scores.probabilities);
    outputs.push({ name: 'probabilities', datatype: 'FP64', shape, parameters, data });
  }
  return JSON.stringify({
    model_name: model.name,
    model_version: String(model.version),
    id: request.id ?? requestId,
    outputs,
  });
}

/** What the protocol tells of a model before it is asked. */
export function describeModel(model: ServableModel): object {
  if (model.kind === 'python') {
    const { name, version, inputs } = model;
    return { name, versions: [String(version)], platform: 'mlflow', inputs, outputs: [] };
  }
  return {
    name: model.name,
    versions: [String(model.version)],
    platform: 'stile_text',
    inputs: [{ name: inputName(model.input), datatype: 'BYTES', shape: [-1] }],
    outputs: [
      { name: 'label', datatype: 'BYTES', shape: [-1] },
      {
        name: 'probabilities',
        datatype: 'FP64',
        shape: [-1, model.labels.length],
        parameters: { labels: model.labels.join(',') },
      },
    ],
  };
}

function example(input: ModelInput): string {
  return `{"inputs": [{"name": "${inputName(input)}", "shape": [1], "datatype": "BYTES", "data": ["good"]}]}`;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
