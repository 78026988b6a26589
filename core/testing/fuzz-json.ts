import type { Random } from './random.ts';

/** A maker of one value as JSON text: text, since no object can repeat a key or hold half a number. */
export type JsonMaker = (random: Random) => string;

const oddTexts = [
  '',
  ' ',
  '0',
  '-0',
  'null',
  'true',
  'NaN',
  'Infinity',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '../../secret.txt',
  '..%2f..%2fsecret.txt',
  '%252e%252e%252fsecret.txt',
  'file:///etc/passwd',
  '/etc/passwd',
  'C:\\Windows\\win.ini',
  'http://127.0.0.1:1/x#/../../etc',
  'runs:/x/../y',
  'models:/a@latest',
  'mlflow-artifacts:/../../x',
  "' OR 1=1 --",
  '"; DROP TABLE runs; --',
  "metrics.`a` > 'x' AND (",
  '<script>alert(1)</script>',
  '${jndi:ldap://127.0.0.1/x}',
  '{{7*7}}',
  '%s%n%x',
  'a\0b',
  'a\r\nSet-Cookie: a=b',
  '\x1b[2J',
  '\u202etxt.exe',
  '\ufeff',
  'e\u0301',
  '\u{1f600}',
  '\ud800',
  '\udfff\ud800',
  '9223372036854775807',
  '-9223372036854775808',
  '9223372036854775808',
  '18446744073709551616',
  '1e400',
  '0x10',
  '1_000',
  '%',
  '%2',
  '%'.padEnd(600, '25'),
];

/** A text that someone has once stumbled over, or one of random characters, or a long one. */
export function makeOddText(random: Random): string {
  const share = random.next();
  if (share < 0.75) return random.pick(oddTexts);
  if (share < 0.8) return random.pick(['x', 'å', '\u{1f600}', '(', '%25', '../', 'a\n']).repeat(10_000);
  return Array.from({ length: random.int(30) }, () => String.fromCharCode(random.int(0x10000))).join('');
}

const oddNumbers = [
  '0',
  '-0',
  '-1',
  '0.5',
  '1e-400',
  '1e400',
  '-1e400',
  '1e308',
  '9007199254740991',
  '9007199254740992',
  '9223372036854775807',
  '-9223372036854775808',
  '9223372036854775808',
  '2147483647',
  '2147483648',
  '253402300800000',
  '123456789012345678901234567890',
];

/** What is no JSON, though some parsers take it. */
const broken = [
  'NaN',
  'undefined',
  "'a'",
  '[1,]',
  '{"a":1,}',
  '{a:1}',
  '/**/1',
  '01',
  '"\\x"',
  '"',
  '[',
  '\ufeff1',
];

/** Any value, as deep as `depth`; now and then a very deep one, or none at all. */
export function makeOddJson(random: Random, depth = 3): string {
  const share = random.next();
  if (share < 0.02) return makeDeep(random);
  if (share < 0.05) return random.pick(broken);
  if (share < 0.2) return random.pick(['null', 'true', 'false', '{}', '[]', '""']);
  if (share < 0.4) return random.pick(oddNumbers);
  if (share < 0.7 || depth === 0) return JSON.stringify(makeOddText(random));
  const items = Array.from({ length: random.int(5) }, () => makeOddJson(random, depth - 1));
  if (share < 0.85) return `[${items.join(',')}]`;
  return `{${items.map((item) => `${JSON.stringify(makeOddText(random).slice(0, 50))}:${item}`).join(',')}}`;
}

function makeDeep(random: Random): string {
  const levels = random.pick([100, 5000, 50_000]);
  return random.int(2) === 0
    ? '['.repeat(levels) + ']'.repeat(levels)
    : '{"a":'.repeat(levels) + '1' + '}'.repeat(levels);
}

/** An object of fields, some of them twice, with a strange key among them at times. */
export function makeObject(random: Random, fields: readonly (readonly [string, string])[]): string {
  const all = [...fields];
  const again = fields[random.int(Math.max(fields.length, 1))];
  if (again !== undefined && random.next() < 0.03) all.push([again[0], makeOddJson(random, 1)]);
  if (random.next() < 0.05)
    all.push([random.pick(['__proto__', 'constructor', 'toString']), makeOddJson(random, 1)]);
  return `{${all.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`;
}
