import type { ReportCell, ReportDocument, ReportSection, ReportTable } from './report-parts.ts';

/** The report for issues, wikis and chats. */
export function writeMarkdown({ title, verdict, facts, sections, footer }: ReportDocument): string {
  return `${[
    `# ${escape(title)}`,
    `**${escape(verdict.text)}**`,
    facts.map(([name, value]) => `- ${escape(name)}: ${escape(value)}`).join('\n'),
    ...sections.map(writeSection),
    `_${escape(footer)}_`,
  ].join('\n\n')}\n`;
}

function writeSection({ title, note, table, after = [] }: ReportSection): string {
  return [
    `## ${escape(title)}`,
    ...(note === undefined || note === '' ? [] : [escape(note)]),
    ...(table === undefined ? [] : [writeTable(table)]),
    ...after.map(escape),
  ].join('\n\n');
}

function writeTable({ head, right, rows }: ReportTable): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(head.map(escape)),
    line(right.map((is) => (is ? '---:' : '---'))),
    ...rows.map((row) => line(row.map(writeCell))),
  ].join('\n');
}

function writeCell({ text, delta, isBest }: ReportCell): string {
  const value = isBest === true ? `**${escape(text)}**` : escape(text);
  return delta === undefined || delta.text === '' ? value : `${value} (${escape(delta.text)})`;
}

/** Signs that Markdown or a table would read are written out; line breaks become spaces. */
function escape(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_[\]<>|#~&]/g, '\\$&');
}
