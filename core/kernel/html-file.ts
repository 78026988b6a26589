import { escapeHtml, type Html } from './html.ts';

export interface HtmlFile {
  /** `en`, `sv` */
  language: string;
  title: string;
  styles: string;
  body: Html;
  /** Whether pictures that stand in the file itself are shown. */
  hasImages?: boolean;
}

/** HTML that stands alone: its styles are in it, and its policy lets nothing be loaded or run. */
export function writeHtmlFile({ language, title, styles, body, hasImages = false }: HtmlFile): string {
  const policy = `default-src 'none'; style-src 'unsafe-inline'${hasImages ? '; img-src data:' : ''}`;
  return [
    '<!doctype html>',
    `<html lang="${escapeHtml(language)}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    `<title>${escapeHtml(title)}</title><style>${styles}</style></head>`,
    `<body>${body.text}</body></html>\n`,
  ].join('\n');
}
