/** A PDF of one page with these lines, and its table of bytes right. */
export function makePdf(title: string, lines: readonly string[]): Uint8Array<ArrayBuffer> {
  const escape = (text: string): string => text.replace(/[\\()]/g, (sign) => `\\${sign}`);
  const content = [
    'BT /F1 18 Tf 60 770 Td',
    `(${escape(title)}) Tj /F1 11 Tf 0 -10 Td`,
    ...lines.map((text) => `0 -18 Td (${escape(text)}) Tj`),
    'ET',
    '0.3 0.42 0.09 RG 2 w 60 758 m 535 758 l S',
  ].join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const place = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  text += `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.indexOf('xref\n0')}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

/** A notebook with words, code, its output and a picture. */
export function makeNotebook(title: string, picture: Uint8Array): string {
  const lines = (text: string): string[] =>
    text.split('\n').map((line, i, all) => (i < all.length - 1 ? `${line}\n` : line));
  return JSON.stringify(
    {
      cells: [
        {
          cell_type: 'markdown',
          id: 'title',
          metadata: {},
          source: lines(`# ${title}\n\nWhat the model confuses, and how often.`),
        },
        {
          cell_type: 'code',
          id: 'look',
          execution_count: 1,
          metadata: {},
          source: lines(
            'import pandas as pd\npredictions = pd.read_csv("predictions.csv")\nprint(len(predictions))',
          ),
          outputs: [{ output_type: 'stream', name: 'stdout', text: lines('400\n') }],
        },
        {
          cell_type: 'code',
          id: 'draw',
          execution_count: 2,
          metadata: {},
          source: lines('plot_confusion(predictions)'),
          outputs: [
            {
              output_type: 'display_data',
              metadata: {},
              data: {
                'image/png': Buffer.from(picture).toString('base64'),
                'text/plain': lines('<Figure size 640x480>'),
              },
            },
          ],
        },
      ],
      metadata: {
        kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' },
        language_info: { name: 'python' },
      },
      nbformat: 4,
      nbformat_minor: 5,
    },
    null,
    1,
  );
}

/** A page that carries its own style and script, as reports of tools do. */
export function makeHtml(title: string, rows: readonly (readonly [string, string])[]): string {
  const cells = rows
    .map(([key, value]) => `<tr><th scope="row">${key}</th><td>${value}</td></tr>`)
    .join('\n');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<style>body { font: 14px sans-serif; margin: 2rem } th { text-align: left; padding-right: 2rem } td { font-family: monospace }</style>
</head><body><h1>${title}</h1><table>
${cells}
</table><p id="when"></p><script>document.getElementById('when').textContent = 'Drawn by a script of the report.';</script></body></html>
`;
}

/** The form of \`mlflow.evaluate\`: columns, and rows of their values. */
export function makeSplitTable(columns: readonly string[], data: readonly (readonly unknown[])[]): string {
  return JSON.stringify({ columns, data });
}

export function makeCsv(columns: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const cell = (value: unknown): string => {
    const text = String(value);
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('');
}
