/** A document in parts, before it is written as HTML or as Markdown. */
export interface ReportCell {
  text: string;
  /** The change against the baseline, beside the value. */
  delta?: { text: string; tone: 'better' | 'worse' | 'even' };
  isBest?: boolean;
  /** The same as the baseline's: it stands back. */
  isQuiet?: boolean;
}

export interface ReportTable {
  head: string[];
  /** Columns with figures stand right. */
  right: boolean[];
  rows: ReportCell[][];
}

export interface ReportSection {
  title: string;
  /** Under the title, smaller. */
  note?: string;
  table?: ReportTable;
  /** A drawing, only in HTML: everything that it shows stands in words too. */
  drawing?: string;
  /** A warning or a remark under the table. */
  after?: string[];
}

export interface ReportDocument {
  language: 'en' | 'sv';
  title: string;
  verdict: { text: string; tone: 'ok' | 'idle' };
  facts: [name: string, value: string][];
  sections: ReportSection[];
  footer: string;
}
