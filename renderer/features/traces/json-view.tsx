import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toJsonLines } from './json-lines.ts';
import type { JsonLine } from './json-lines.ts';
import classes from './json-view.module.css';

type JsonViewProps = {
  readonly value: unknown;
  readonly label: string;
  /** Without a box, as one of many values. */
  readonly isPlain?: boolean;
};

/** Lines that are shown before a person asks for all. */
const firstLines = 80;
/** More would hold the window up; the copy has everything. */
const mostLines = 5000;

/** A value for reading: texts as they are, anything else as indented JSON. */
export function JsonView({ value, label, isPlain = false }: JsonViewProps) {
  const { t } = useTranslation();
  const [isWhole, setWhole] = useState(false);
  const limit = isWhole ? mostLines : firstLines;
  const { lines, count } = useMemo(
    () => (typeof value === 'string' ? toTextLines(value, limit) : toJsonLines(value, limit)),
    [value, limit],
  );
  return (
    <>
      <pre className={classes.json} data-plain={isPlain || undefined} aria-label={label}>
        {lines.map(({ depth, tokens }, index) => (
          <div key={index} className={classes.line} style={{ paddingLeft: `${String(depth * 2 + 2)}ch` }}>
            {tokens.map(({ kind, text }, place) => (
              <span key={place} data-kind={kind}>
                {text}
              </span>
            ))}
          </div>
        ))}
      </pre>
      {count > lines.length && !isWhole && (
        <button type="button" className={classes.more} onClick={() => setWhole(true)}>
          {t('traces.showAll', { count })}
        </button>
      )}
    </>
  );
}

/** For copies: a text as it is, anything else as JSON. */
export function jsonText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

function toTextLines(text: string, limit: number): { lines: readonly JsonLine[]; count: number } {
  const all = text.split('\n');
  const lines = all.slice(0, limit).map((line) => ({
    depth: 0,
    tokens: [{ kind: 'mark' as const, text: line === '' ? ' ' : line }],
  }));
  return { lines, count: all.length };
}
