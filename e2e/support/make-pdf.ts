/** A PDF with a line of text on each of its pages, A5 but for the first, which is A4. */
export function makePdf(texts: readonly string[]): string {
  const objects: string[] = [];
  const add = (body: string): number => objects.push(body);
  add('<< /Type /Catalog /Pages 2 0 R >>');
  const pages = add('');
  const font = add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>');
  const kids = texts.map((text, index) => {
    const stream = `BT /F1 24 Tf 40 300 Td (${text}) Tj ET`;
    const content = add(`<< /Length ${String(stream.length)} >>\nstream\n${stream}\nendstream`);
    const box = index === 0 ? '[0 0 595 842]' : '[0 0 420 595]';
    const resources = `<< /Font << /F1 ${String(font)} 0 R >> >>`;
    return add(
      `<< /Type /Page /Parent ${String(pages)} 0 R /MediaBox ${box} /Resources ${resources} /Contents ${String(content)} 0 R >>`,
    );
  });
  objects[pages - 1] =
    `<< /Type /Pages /Count ${String(kids.length)} /Kids [${kids.map((kid) => `${String(kid)} 0 R`).join(' ')}] >>`;
  let text = '%PDF-1.4\n';
  const places = objects.map((body, index) => {
    const place = text.length;
    text += `${String(index + 1)} 0 obj\n${body}\nendobj\n`;
    return place;
  });
  const table = text.length;
  const lines = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = String(objects.length + 1);
  text += `xref\n0 ${size}\n0000000000 65535 f \n${lines}trailer\n<< /Size ${size} /Root 1 0 R >>\n`;
  return `${text}startxref\n${String(table)}\n%%EOF\n`;
}
