import { VisuallyHidden } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineChunk } from '#contract/run-differences.ts';
import '#renderer/i18n/late/text-diff-words.ts';
import classes from './text-diff.module.css';
import { commonEnds, toRows, toUnified, type LineRow, type NumberedLine } from './line-rows.ts';

type TextDiffProps = {
  readonly chunks: readonly LineChunk[];
  readonly form: 'split' | 'unified';
  readonly names: readonly [string, string];
  readonly label: string;
  /** What prints all of the lines, where there are too many to draw. */
  readonly command: string;
  /** The change that is brought into view, by the place of its chunk. */
  readonly current?: number | null;
};

/** Rows beyond these are not drawn: nobody reads them, and a window has its limits. */
const mostRows = 3000;

/** Two texts line by line, beside each other or in one column; what is the same is folded. */
export function TextDiff({ chunks, form, names, label, command, current = null }: TextDiffProps) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const rows = useMemo(() => {
    const split = toRows(chunks, opened);
    return form === 'unified' ? toUnified(split) : split;
  }, [chunks, opened, form]);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (current === null) return;
    box.current?.querySelector(`[data-chunk="${String(current)}"]`)?.scrollIntoView({ block: 'center' });
  }, [current, form]);
  if (chunks.every(({ isSame }) => isSame)) return <p className={classes.note}>{t('textDiff.noLine')}</p>;
  const Row = form === 'split' ? SplitRow : UnifiedRow;
  return (
    <div ref={box} className={classes.text} role="region" aria-label={label} tabIndex={0}>
      <table className={classes.lines} data-form={form}>
        {form === 'split' && (
          <colgroup>
            <col className={classes.numberColumn} />
            <col />
            <col className={classes.numberColumn} />
            <col />
          </colgroup>
        )}
        {form === 'split' && (
          <thead>
            <tr>
              {names.map((name, side) => (
                <th key={side} scope="col" colSpan={2}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody translate="no">
          {rows.slice(0, mostRows).map((row, i) =>
            row.kind === 'fold' ? (
              <tr key={`fold ${String(row.id)}`} className={classes.fold}>
                <td colSpan={4}>
                  <button type="button" onClick={() => setOpened(new Set([...opened, row.id]))}>
                    {t('textDiff.equalLines', { count: row.count })}
                  </button>
                </td>
              </tr>
            ) : (
              <Row key={i} row={row} isCurrent={row.kind === 'changed' && row.chunk === current} />
            ),
          )}
        </tbody>
      </table>
      {rows.length > mostRows && (
        <p className={classes.note}>{t('textDiff.moreLines', { count: rows.length - mostRows, command })}</p>
      )}
    </div>
  );
}

type LineRowProps = {
  readonly row: Exclude<LineRow, { kind: 'fold' }>;
  readonly isCurrent: boolean;
};

function SplitRow({ row, isCurrent }: LineRowProps) {
  if (row.kind === 'same') {
    return (
      <tr>
        <td className={classes.number}>{row.first}</td>
        <td>{row.text}</td>
        <td className={classes.number}>{row.second}</td>
        <td>{row.text}</td>
      </tr>
    );
  }
  return (
    <tr data-chunk={row.chunk} data-current={isCurrent || undefined}>
      <Side line={row.first} other={row.second} side="first" />
      <Side line={row.second} other={row.first} side="second" />
    </tr>
  );
}

type SideProps = {
  readonly line: NumberedLine | null;
  readonly other: NumberedLine | null;
  readonly side: 'first' | 'second';
};

function Side({ line, other, side }: SideProps) {
  const { t } = useTranslation();
  if (line === null) return <td colSpan={2} className={classes.nothing} />;
  return (
    <>
      <td className={classes.number}>{line.number}</td>
      <td data-side={side}>
        <VisuallyHidden>{t(`textDiff.sides.${side}`)}</VisuallyHidden>
        <Marked text={line.text} other={other?.text ?? null} />
      </td>
    </>
  );
}

function UnifiedRow({ row, isCurrent }: LineRowProps) {
  const { t } = useTranslation();
  if (row.kind === 'same') {
    return (
      <tr>
        <td className={classes.number}>{row.first}</td>
        <td className={classes.number}>{row.second}</td>
        <td className={classes.sign} />
        <td>{row.text}</td>
      </tr>
    );
  }
  const side = row.first !== null ? 'first' : 'second';
  const line = row.first ?? row.second;
  return (
    <tr data-chunk={row.chunk} data-current={isCurrent || undefined}>
      <td className={classes.number}>{row.first?.number}</td>
      <td className={classes.number}>{row.second?.number}</td>
      <td className={classes.sign} data-side={side} aria-hidden="true">
        {side === 'first' ? '−' : '+'}
      </td>
      <td data-side={side}>
        <VisuallyHidden>{t(`textDiff.sides.${side}`)}</VisuallyHidden>
        {line?.text}
      </td>
    </tr>
  );
}

/** The part of a line that its counterpart does not have stands out. */
function Marked({ text, other }: { text: string; other: string | null }) {
  if (other === null) return text;
  const { head, tail } = commonEnds(text, other);
  return (
    <>
      {text.slice(0, head)}
      <mark>{text.slice(head, text.length - tail)}</mark>
      {text.slice(text.length - tail)}
    </>
  );
}
