import { writeHtmlFile } from '#core/kernel/html-file.ts';
import { html, join, raw, type Html } from '#core/kernel/html.ts';
import type { ReportCell, ReportDocument, ReportSection, ReportTable } from './report-parts.ts';
import { reportStyles } from './styles.ts';

/** The report as one file that asks nobody for anything: for a screen, light or dark, and for paper. */
export function writeHtml({ language, title, verdict, facts, sections, footer }: ReportDocument): string {
  const body = html`<main>
    <header>
      <h1>${title}</h1>
      <p class="verdict ${verdict.tone}">${verdict.text}</p>
      <dl>
        ${join(
          facts.map(
            ([name, value]) =>
              html`<div>
                <dt>${name}</dt>
                <dd>${value}</dd>
              </div>`,
          ),
        )}
      </dl>
    </header>
    ${join(sections.map(writeSection))}
    <footer>${footer}</footer>
  </main>`;
  return writeHtmlFile({ language, title, styles: reportStyles, body });
}

function writeSection({ title, note, drawing, table, after = [] }: ReportSection): Html {
  return html`<section>
    <h2>${title}</h2>
    ${note === undefined || note === '' ? raw('') : html`<p class="note">${note}</p>`} ${raw(drawing ?? '')}
    ${table === undefined ? raw('') : writeTable(table)}
    ${join(after.map((text) => html`<p class="note">${text}</p>`))}
  </section>`;
}

function writeTable({ head, right, rows }: ReportTable): Html {
  const side = (column: number): string => (right[column] === true ? 'n' : '');
  return html`<div class="wide">
    <table>
      <thead>
        <tr>
          ${join(head.map((text, column) => html`<th scope="col" class="${side(column)}">${text}</th>`))}
        </tr>
      </thead>
      <tbody>
        ${join(
          rows.map(
            (row) =>
              html`<tr>
                ${join(row.map((cell, column) => writeCell(cell, column, side(column))))}
              </tr>`,
          ),
        )}
      </tbody>
    </table>
  </div>`;
}

function writeCell({ text, delta, isBest, isQuiet }: ReportCell, column: number, side: string): Html {
  if (column === 0) return html`<th scope="row">${text}</th>`;
  const look = [side, isBest === true ? 'best' : '', isQuiet === true ? 'quiet' : ''].join(' ').trim();
  const change = delta === undefined ? raw('') : html`<span class="${delta.tone}">${delta.text}</span>`;
  return html`<td class="${look}">${text}${change}</td>`;
}
