import { expect, it } from 'vitest';
import { writeHtmlFile } from './html-file.ts';
import { html, join, raw } from './html.ts';

const strange = `<script>"x" & 'y'</script>\u0000`;

it('texts are escaped once, HTML stays as it is', () => {
  const cell = html`<td title="${strange}">${strange}</td>`;
  const safe = '&lt;script&gt;&quot;x&quot; &amp; &#39;y&#39;&lt;/script&gt; ';
  expect(cell.text).toBe(`<td title="${safe}">${safe}</td>`);
  const list = html`<b>${join([cell, raw('<i></i>')])}${1}</b>`;
  expect(list.text).toBe(`<b>${cell.text}\n<i></i>1</b>`);
});

it('a file carries its styles, and asks for nothing', () => {
  const parts = { language: '"><script>', title: strange, styles: 'a>b{}', body: html`<p>${1}</p>` };
  const text = writeHtmlFile(parts);
  expect(text).not.toContain('<script>');
  expect(text).toContain('<style>a>b{}</style>');
  expect(text).toContain('<body><p>1</p></body></html>\n');
  expect(text).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  expect(writeHtmlFile({ ...parts, hasImages: true })).toContain(`'unsafe-inline'; img-src data:"`);
});
