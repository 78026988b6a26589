import { describe, expect, it } from 'vitest';
import { shellRequests } from '#contract/shell.ts';
import type { ShellVerb } from '#contract/shell.ts';
import { invalidArgument } from '#core/kernel/errors.ts';
import { answerShellRequest } from './shell-answer.ts';
import type { ShellVerbs } from './shell-answer.ts';

/** Requests that each verb must refuse: a page may send anything. */
const malformed: Record<ShellVerb, unknown> = {
  describe: { extra: 1 },
  present: { language: 'en' },
  changeSettings: { keepInBackground: 'yes' },
  openDialog: { title: 'T', filters: [{ name: 'all', extensions: ['../x'] }] },
  saveDialog: { title: 'T', name: 'n'.repeat(251) },
  reveal: { path: '' },
  openFolder: { folder: 'home' },
  openExternal: { url: 7 },
  notify: { key: 'k', title: 't', body: 'b', screen: 'https://evil.example/' },
  setBadge: { count: -1, label: '' },
  setProgress: { fraction: 2 },
  startDrag: {},
  popupMenu: { x: 1.5, y: 0 },
  newWindow: { screen: 'runs' },
  answerClose: { answer: 'maybe' },
  openWorkspace: { folder: null },
  installUpdate: {},
  removeData: { places: [] },
  saveDiagnostics: { path: ['a'] },
};

function start() {
  const called: unknown[] = [];
  const reports: unknown[] = [];
  const verbs: object = Object.fromEntries(
    Object.keys(shellRequests).map((name) => [
      name,
      (input: unknown, window: string) => void called.push([name, input, window]),
    ]),
  );
  const typed = verbs as ShellVerbs<string>;
  const ask = (verb: unknown, input: unknown) =>
    answerShellRequest(typed, { verb, input, window: 'w' }, (id, error) => reports.push([id, error]));
  return { verbs: typed, called, reports, ask };
}

describe('a request of a page', () => {
  it('reaches its verb with what was checked, and a verb that says nothing answers null', async () => {
    const { ask, called } = start();
    expect(await ask('newWindow', { screen: '/runs' })).toEqual({ ok: true, value: null });
    expect(await ask('openDialog', { title: 'Open' })).toEqual({ ok: true, value: null });
    expect(called).toEqual([
      ['newWindow', { screen: '/runs' }, 'w'],
      ['openDialog', { title: 'Open', filters: [], directory: false, several: false }, 'w'],
    ]);
  });

  it.each(Object.entries(malformed))('%s is refused where it is malformed', async (verb, input) => {
    const { ask, called } = start();
    for (const bad of [input, undefined, null, 'text', []]) {
      const answer = await ask(verb, bad);
      expect(answer).toMatchObject({ ok: false, code: 'INVALID_INPUT' });
      if (!answer.ok) expect(answer.message).toContain(verb);
    }
    expect(called).toEqual([]);
  });

  it.each(['nothing', 'toString', '__proto__', 'constructor', '', undefined, { verb: 'describe' }])(
    'is refused for the verb %j',
    async (verb) => {
      const { ask, called } = start();
      expect(await ask(verb, {})).toMatchObject({
        ok: false,
        code: 'INVALID_ARGUMENT',
        data: { field: 'verb', remedy: expect.stringContaining('describe') },
      });
      expect(called).toEqual([]);
    },
  );

  it('brings errors back as data, and those that nobody foresaw with an id of the log', async () => {
    const { ask, verbs, reports } = start();
    verbs.reveal = () => Promise.reject(invalidArgument('path', 'x', 'why', 'do that'));
    expect(await ask('reveal', { path: 'x' })).toMatchObject({ ok: false, code: 'INVALID_ARGUMENT' });
    const failure = new TypeError('nobody foresaw it');
    verbs.reveal = () => {
      throw failure;
    };
    const answer = await ask('reveal', { path: 'x' });
    expect(answer).toMatchObject({ ok: false, code: 'INTERNAL' });
    expect(reports).toEqual([[(answer as { data: { id: string } }).data.id, failure]]);
  });
});
