import { describe, expect, it } from 'vitest';
import { createAnonymizer, mapTexts } from './anonymous.ts';
import { redactLogLine } from './redact-log.ts';

const redact = (fields: object): unknown => JSON.parse(redactLogLine(JSON.stringify(fields)));
const out = '<left out>';

describe('a line of a log', () => {
  it('keeps when, what and how much', () => {
    const line = { level: 40, time: '2026-11-27T10:11:12.345Z', ms: 51, batchId: 3, isLate: true, msg: 'slow statement' };
    expect(redact(line)).toEqual(line);
    const call = { id: '0b5ee33c-1d2e-4f33-9b1e-3d0e2a7c4f10', path: 'runs.get', msg: 'unexpected error in a call' };
    expect(redact(call)).toEqual(call);
    expect(redact({ time: '2026-11-27T10:11:12.345Z', event: 'engine died', code: 7, reason: 'oom' })).toMatchObject({ event: 'engine died', reason: 'oom' });
  }); // prettier-ignore

  it.each([
    [{ cause: 'no column "geheim"' }, { cause: out }],
    [{ path: 'geheim/model.pkl', msg: 'deleted files are still held' }, { path: out, msg: 'deleted files are still held' }],
    [{ path: 'geheim.pkl' }, { path: out }],
    [{ path: 'geheim model.pkl', msg: 'unexpected error in a call' }, { path: out, msg: 'unexpected error in a call' }],
    [{ lines: ['geheim'], model: 'models:/geheim/1', task: 'geheim' }, { lines: out, model: out, task: out }],
    [{ msg: 'geheim "x"\n' }, { msg: out }],
    [{ geheim_1: 1 }, { [out]: 1 }],
    [{ id: 'geheim', code: 'geheim', type: 'gehe im', reason: 'GEHEIM' }, { id: out, code: out, type: out, reason: out }],
    [{ nested: { deep: 'geheim' } }, { nested: out }],
    [{ sql: `SELECT "geheim" FROM t WHERE a = 'geheim''s' AND b = \`geheim\` -- geheim` }, { sql: `SELECT "?" FROM t WHERE a = '?' AND b = "?"  ` }],
    [{ sql: `SELECT a FROM t WHERE b = 'geheim` }, { sql: `SELECT a FROM t WHERE b = '?'` }],
    [{ sql: 'SELECT 1 /* geheim' }, { sql: 'SELECT 1  ' }],
  ])('%j leaves out what a person may have written', (fields, expected) => {
    expect(redact(fields)).toEqual(expected);
  }); // prettier-ignore

  it('tells of an error its kind and its place in the program', () => {
    const message = 'geheim is "geheim"\n    at geheim (geheim.ts:1:1)';
    const stack = [`TypeError: ${message}`, '    at run (/home/geheim/dist/engine.cjs:12:34)', '    at async C:\\geheim\\cli.cjs:5:6', '    at node:internal/x:7:8', '    at geheim'].join('\n');
    const err = { type: 'TypeError', message, code: 'SQLITE_BUSY', stack, data: { name: 'geheim' }, geheim: 1 };
    const at = ['?:1:1', 'engine.cjs:12:34', 'cli.cjs:5:6', '?:7:8'];
    expect(redact({ err })).toEqual({ err: { type: 'TypeError', code: 'SQLITE_BUSY', at } });
  }); // prettier-ignore

  it.each(['geheim', '[1, "geheim"]', '"geheim"', '{"msg": "geheim'])('%s is none', (line) => {
    expect(redactLogLine(line)).toBe(out);
  });

  it('is empty where there is none', () => {
    expect(redactLogLine('')).toBe('');
  });
});

describe('the home folder and the user', () => {
  it.each([
    ['linux', '/home/åsa', {}, '/home/åsa/Stile/default', '~/Stile/default'],
    ['linux', '/home/åsa', {}, 'file:///home/åsa', 'file:~'],
    ['linux', '/home/åsa', {}, '/home/åsalena/x', '/home/åsalena/x'],
    ['linux', '/home/åsa', {}, '/mnt/åsa/x of ÅSA', '/mnt/<user>/x of <user>'],
    ['linux', '/srv/h1', { USER: 'kim.berg' }, '/data/kim.berg/x', '/data/<user>/x'],
    ['linux', '/srv/h1', { USER: 'al' }, 'final al', 'final al'],
    ['linux', '/home/$a.b*', {}, '/home/$a.b*/c', '~/c'],
    ['win32', 'C:\\Users\\Åsa', {}, 'c:\\users\\åsa\\Stile', '~\\Stile'],
    ['win32', 'C:\\Users\\Åsa', {}, 'C:/Users/Åsa/Stile', '~/Stile'],
    ['win32', 'C:\\Users\\Åsa', {}, '"C:\\\\Users\\\\Åsa\\\\x"', '"~\\\\x"'],
    ['win32', 'C:\\Users\\Åsa', { USERNAME: 'ASA-PC' }, 'D:\\asa-pc', 'D:\\<user>'],
  ] as const)('of %s %s with %j leave %s', (platform, home, env, text, expected) => {
    expect(createAnonymizer({ platform, env, home })(text)).toBe(expected);
  });

  it('leave every text of a document', () => {
    const anonymize = createAnonymizer({ platform: 'linux', env: {}, home: '/home/åsa' });
    expect(mapTexts({ a: ['/home/åsa', 1, null], b: { c: '/home/åsa/x' } }, anonymize)).toEqual({ a: ['~', 1, null], b: { c: '~/x' } });
  }); // prettier-ignore
});
