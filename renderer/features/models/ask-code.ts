import { parseJsonText } from './show-json.ts';

/** What `/invocations` takes, in whatever form MLflow has kept an example. */
export function exampleBody(text: string): string {
  const value = parseJsonText(text);
  if (isObject(value)) {
    if (bodyKeys.some((key) => key in value)) return JSON.stringify(value);
    if ('columns' in value && 'data' in value) return JSON.stringify({ dataframe_split: value });
  }
  return JSON.stringify({ inputs: value });
}

const bodyKeys = ['dataframe_split', 'dataframe_records', 'instances', 'inputs'] as const;

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

type Asked = {
  /** `http://127.0.0.1:5001` */
  readonly address: string;
  readonly name: string;
  readonly version: number;
  /** JSON */
  readonly body: string;
};

/** The command of a shell that asks a version. Inside single quotes only the single quote itself is special. */
export function curlCode(asked: Asked): string {
  return `curl -s ${quote(urlOf(asked))} -H 'content-type: application/json' -d ${quote(asked.body)}`;
}

/** The same from Python, with nothing but its own library. */
export function pythonCode(asked: Asked): string {
  return [
    'import json',
    'from urllib.request import Request, urlopen',
    '',
    `body = json.loads(${JSON.stringify(asked.body)})`,
    'request = Request(',
    `    ${JSON.stringify(urlOf(asked))},`,
    '    data=json.dumps(body).encode(),',
    '    headers={"content-type": "application/json"},',
    ')',
    'print(json.load(urlopen(request)))',
  ].join('\n');
}

function urlOf({ address, name, version }: Asked): string {
  return `${address}/models/${encodeURIComponent(name)}/versions/${String(version)}/invocations`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
