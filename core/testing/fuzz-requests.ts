import { deflateSync, gzipSync } from 'node:zlib';
import { makeField, makeMessage, type FieldMakers } from './fuzz-fields.ts';
import { makeObject, makeOddJson, makeOddText } from './fuzz-json.ts';
import type { FuzzPool } from './fuzz-pool.ts';
import type { Random } from './random.ts';

/** A method at an address; `:name` and `*` stand for parts of it. */
export interface FuzzTarget {
  method: string;
  address: string;
  fields: readonly string[];
}

export interface FuzzRequest {
  method: string;
  /** of the address that it was made from */
  address: string;
  target: string;
  bytes: Buffer;
  /** Is no proper HTTP, or lies about its length: the server may answer in few words, or not at all. */
  isImproper: boolean;
}

export interface FuzzMaker {
  random: Random;
  pool: FuzzPool;
  fields: FieldMakers;
}

export function makeFuzzRequest(maker: FuzzMaker, target: FuzzTarget): FuzzRequest {
  const { random } = maker;
  const method =
    random.next() < 0.95
      ? target.method
      : random.pick(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'DELETE', 'PATCH', 'TRACE']);
  const path = makePath(maker, target.address) + makeQuery(maker, target);
  const body =
    ['GET', 'HEAD', 'OPTIONS'].includes(method) && random.next() < 0.9 ? null : makeBody(maker, target);
  const head = makeHead(random, method, path, target, body?.length ?? null);
  const isLong = path.length > 15_000;
  return {
    method,
    address: target.address,
    target: path,
    bytes: Buffer.concat([Buffer.from(head.text, 'latin1'), body ?? Buffer.alloc(0)]),
    isImproper: head.isImproper || isLong || /[^\x21-\xff]/.test(path),
  };
}

function makePath(maker: FuzzMaker, address: string): string {
  const path = address
    .split('/')
    .map((part) => {
      if (part.startsWith(':')) return makePart(maker, part.slice(1));
      return part === '*' ? makeFilePath(maker) : part;
    })
    .join('/');
  if (maker.random.next() < 0.97) return path;
  const { random } = maker;
  return random.pick([
    `${path}/`,
    `/${path}`,
    path.toUpperCase(),
    `${path}/../x`,
    `${path}%00`,
    `${path}%ff`,
    `/.${path}`,
    path.replace('/', '/%2e/'),
    `${path};x=y`,
    `http://127.0.0.1${path}`,
  ]);
}

/** A name or id in the path, encoded well or badly. */
function makePart({ random, fields }: FuzzMaker, name: string): string {
  if (random.next() < 0.1)
    return random.pick(['%', '%ff', '%E0%A4%A', '..', '%2e%2e', '%2F', '%00', 'a%20b', '%u0041']);
  const value = makeField(random, fields, name).replace(/^"|"$/g, '');
  return encode(value.slice(0, 3000));
}

/** Where a file is, was, or could never be. */
function makeFilePath({ random, pool }: FuzzMaker): string {
  const known = random.pick(pool.paths);
  const share = random.next();
  if (share < 0.4) return known;
  if (share < 0.6)
    return `${known}/${random.pick(['a.txt', 'b', 'å ä', 'c/d/e', 'MLmodel'])}`
      .split('/')
      .map(encode)
      .join('/');
  if (share < 0.8) return `${known}/${makeWayOut(random)}`;
  if (share < 0.9) return makeWayOut(random);
  return encode(makeOddText(random)).slice(0, 4000);
}

const dots = [
  '..',
  '%2e%2e',
  '.%2e',
  '%252e%252e',
  '%25252e%25252e',
  '...',
  '%c0%ae%c0%ae',
  '%ef%bc%8e%ef%bc%8e',
  '.',
  '',
];
const slashes = ['/', '%2f', '%252f', '\\', '%5c', '%255c', '//', '%c0%af', '/./'];
const ends = [
  'secret.txt',
  'stile.db',
  'etc/passwd',
  'engine.json',
  'x',
  'x%00',
  'CON',
  'x.',
  'x%20',
  '.incoming/x',
  'x%0d%0aA:b',
  'x::$DATA',
];

function makeWayOut(random: Random): string {
  const steps = Array.from({ length: 1 + random.int(4) }, () => random.pick(dots) + random.pick(slashes));
  return steps.join('') + random.pick(ends);
}

/** encodeURIComponent, for halves of characters too. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

const queryOfFiles = ['path', 'run_id', 'run_uuid', 'name', 'version', 'artifact_file_path', 'page_token'];

function makeQuery(maker: FuzzMaker, { method, fields }: FuzzTarget): string {
  const { random } = maker;
  const isUsual = method === 'GET' || method === 'HEAD' || fields.length === 0;
  if (random.next() > (isUsual ? 0.97 : 0.05)) return '';
  if (random.next() < 0.05)
    return `?${random.pick(['%', '&&&', '=', 'a[b][__proto__]=1', '__proto__=1&constructor=2', 'a=%ff', 'path=%00', '?'.repeat(50)])}`;
  const names = fields.length === 0 ? queryOfFiles : fields;
  const pairs = names
    .filter(() => random.next() < 0.85)
    .flatMap((name) =>
      Array.from({ length: random.next() < 0.1 ? 2 : 1 }, () => `${name}=${makeQueryValue(maker, name)}`),
    );
  return `?${pairs.join('&')}`.slice(0, 12_000);
}

function makeQueryValue({ random, fields }: FuzzMaker, name: string): string {
  if (random.next() < 0.05) return random.pick(['%', '%zz', '%ff', '', '+', 'a%00b']);
  if (name === 'path' && random.next() < 0.3) return makeWayOut(random).replaceAll('\\', '%5c');
  return encode(makeField(random, fields, name).replace(/^"|"$/g, ''));
}

function makeBody(maker: FuzzMaker, target: FuzzTarget): Buffer {
  const { random, fields } = maker;
  const share = random.next();
  if (share < 0.05) return Buffer.alloc(0);
  if (share < 0.1) return Buffer.from(Array.from({ length: random.int(200) }, () => random.int(256)));
  const message =
    target.address === '/v1/traces' ? makeSpans(maker) : makeMessage(random, fields, target.fields);
  if (share < 0.2) return Buffer.from(makeOddJson(random));
  if (share < 0.23) return Buffer.from(JSON.stringify(message));
  if (share < 0.26) return gzipSync(message);
  if (share < 0.28) return deflateSync(message);
  if (share < 0.3) return Buffer.from(message.slice(0, random.int(message.length)));
  return Buffer.from(message);
}

/** As exporters of OpenTelemetry say spans in JSON, with odd values in the place of some. */
function makeSpans({ random, pool }: FuzzMaker): string {
  const odd = (usual: string): string => (random.next() < 0.1 ? makeOddJson(random) : usual);
  const hex = (length: number): string => JSON.stringify(random.int(1e9).toString(16).padStart(length, 'a'));
  const trace = random.next() < 0.3 ? JSON.stringify(random.pick(pool.traces).slice(3)) : hex(32);
  const span = (): string =>
    makeObject(random, [
      ['traceId', odd(trace)],
      ['spanId', odd(hex(16))],
      ['parentSpanId', odd('""')],
      ['name', odd('"span"')],
      ['startTimeUnixNano', odd('"1795636964759481067"')],
      ['endTimeUnixNano', odd('"1795636964759491067"')],
      ['status', odd('{"code":1}')],
      ['attributes', odd(`[{"key":"a","value":${odd('{"stringValue":"b"}')}}]`)],
      ['events', odd(`[{"name":"e","timeUnixNano":"1","attributes":${odd('[]')}}]`)],
    ]);
  const spans = Array.from({ length: 1 + random.int(3) }, span).join(',');
  return `{"resourceSpans":${odd(`[{"resource":{},"scopeSpans":${odd(`[{"spans":[${spans}]}]`)}}]`)}}`;
}

const types = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/x-protobuf',
  'application/json; charset=utf-16',
  'APPLICATION/JSON',
  '',
  ';',
  'a/b/c',
];

const rareHeaders: readonly ((random: Random) => string)[] = [
  (random) => `Content-Encoding: ${random.pick(['gzip', 'deflate', 'br', 'identity', 'x', 'gzip, gzip'])}`,
  (random) => `Authorization: ${random.pick(['Bearer x', 'Basic !!!', 'Basic YTpi', 'Bearer', 'Digest x'])}`,
  (random) => `Origin: ${random.pick(['http://evil.example', 'null', 'http://localhost', 'file://'])}`,
  (random) => `Sec-Fetch-Site: ${random.pick(['cross-site', 'same-site', 'none', 'x'])}`,
  (random) =>
    `Range: ${random.pick(['bytes=0-0', 'bytes=5-1', 'bytes=-1', 'bytes=99999999999999999999-', 'bytes=0-1,3-4', 'x'])}`,
  (random) => `If-None-Match: ${random.pick(['*', '"x"', 'W/"x"', ',,,'])}`,
  (random) => `If-Range: ${random.pick(['"x"', 'Wed, 21 Oct 2015 07:28:00 GMT', 'x'])}`,
  (random) => `Accept-Encoding: ${random.pick(['gzip', 'br;q=9', '*'])}`,
  (random) =>
    `User-Agent: ${random.pick(['mlflow-python-client/<script>', 'x'.repeat(3000), 'mlflow-python-client/\xe5\xff', '%s'])}`,
  (random) => `Cookie: ${random.pick(['stile-5000=x', '=', 'a=b; '.repeat(100), '__proto__=x'])}`,
  (random) => `X-Mlflow-Run-Id: ${random.pick(['x', '../x', '\xff'])}`,
  (random) => `X-HTTP-Method-Override: ${random.pick(['DELETE', 'PUT'])}`,
  (random) => `X-Forwarded-Host: ${random.pick(['evil.example', 'localhost'])}`,
];

/** Headers after which the server need not answer as an API does. */
const improperHeaders = [
  'Content-Length: x',
  'Content-Length: -1',
  'Content-Length: 5, 5',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: identity, chunked',
  'Transfer-Encoding: x',
  'Expect: x',
  'Connection: Upgrade\r\nUpgrade: websocket',
  'No colon',
  ': no name',
  'A: b\x01c',
  ' folded',
  `Long: ${'x'.repeat(20_000)}`,
];

function makeHead(
  random: Random,
  method: string,
  path: string,
  { address }: FuzzTarget,
  length: number | null,
): { text: string; isImproper: boolean } {
  const isLie = length !== null && random.next() < 0.01;
  const said = isLie ? Math.max(0, (length ?? 0) + random.pick([-5, -1, 1, 1000, 1e9, 1e15])) : length;
  const isImproper = random.next() < 0.01;
  const lines = [
    `${method} ${path} HTTP/1.1`,
    `Host: ${random.next() < 0.98 ? 'localhost' : random.pick(['evil.example', '', 'localhost:x', '127.0.0.1:5000', 'a\xffb'])}`,
    'Connection: close',
    ...(random.next() < 0.93 ? ['Content-Type: application/json'] : [`Content-Type: ${random.pick(types)}`]),
    ...(said === null ? [] : [`Content-Length: ${said}`]),
    ...(address === '/v1/traces' && random.next() < 0.95 ? ['X-Mlflow-Experiment-Id: 0'] : []),
    ...rareHeaders.filter(() => random.next() < 0.02).map((make) => make(random)),
    ...(isImproper ? [random.pick(improperHeaders)] : []),
  ];
  return { text: `${lines.join('\r\n')}\r\n\r\n`, isImproper: isImproper || isLie };
}
