import { expect, it } from 'vitest';
import { applySplices } from '#core/pipeline-text/index.ts';
import { readLineBreaks, toSplices } from './line-breaks.ts';

/** What the editor would have made of the document. */
function change(doc: string, { from, to, insert }: { from: number; to: number; insert: string }): string {
  return doc.slice(0, from) + insert + doc.slice(to);
}

it.each([
  ['plain', 'a: 1\nb: 2\n'],
  ['CRLF', 'a: 1\r\nb: 2\r\n'],
  ['with a byte order mark', '\uFEFFa: 1\nb: 2\n'],
  ['CRLF and a byte order mark', '\uFEFFa: 1\r\nb: 2\r\nc: é😀\r\n'],
  ['mixed', 'a: 1\nb: 2\r\nc: 3\n\r\nd: 4'],
  ['a lone CR', 'a: 1\rb: 2\n'],
])('every place of a text with line breaks that are %s is the same there and back', (_, text) => {
  const breaks = readLineBreaks(text);
  expect(breaks.doc).not.toContain('\r');
  for (let at = 0; at <= breaks.doc.length; at++) {
    const place = breaks.toText(at);
    expect(breaks.toDoc(place)).toBe(at);
    // The same character stands there, but for how a line ends.
    const [inDoc, inText] = [breaks.doc[at], text[place]];
    if (inDoc !== '\n') expect(inText).toBe(inDoc);
    else expect(['\n', '\r']).toContain(inText);
  }
});

it('what is typed becomes splices that leave all other bytes alone', () => {
  const text = '\uFEFFa: 1\r\nb: 2\r\nc: 3\r\n';
  const breaks = readLineBreaks(text);
  const { doc } = breaks;
  for (let from = 0; from <= doc.length; from++)
    for (let to = from; to <= doc.length; to++)
      for (const insert of ['', 'x', '\n', 'x\ny']) {
        const made = applySplices(text, toSplices(text, breaks, [{ from, to, insert }]));
        expect(readLineBreaks(made).doc).toBe(change(doc, { from, to, insert }));
        expect(made.startsWith('\uFEFF')).toBe(true);
        expect(made.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      }
});

it('several changes at once keep their places', () => {
  const text = 'a: 1\r\nb: 2\r\n';
  const changes = [
    { from: 0, to: 1, insert: 'first' },
    { from: 5, to: 6, insert: 'second' },
  ];
  expect(applySplices(text, toSplices(text, readLineBreaks(text), changes))).toBe(
    'first: 1\r\nsecond: 2\r\n',
  );
});

it('a file of 5,000 tasks is read in a few milliseconds', () => {
  const text =
    'tasks:\r\n' + '  task: { type: shell, with: { command: "true" }, needs: [before] }\r\n'.repeat(5000);
  const started = performance.now();
  const breaks = readLineBreaks(text);
  for (let at = 0; at < 1000; at++) breaks.toText(at * 300);
  expect(performance.now() - started).toBeLessThan(250);
});
