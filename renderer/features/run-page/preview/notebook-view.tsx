import { useTranslation } from 'react-i18next';
import { Markdown } from '#renderer/parts/markdown.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import classes from '../artifacts-tab.module.css';
import { parseNotebook } from './notebook.ts';
import type { CellOutput, NotebookCell } from './notebook.ts';
import { useParsed } from './use-blob.ts';

/** A notebook as it was left: its cells, and what came of them. */
export function NotebookView({ path, blob }: { path: string; blob: Blob }) {
  const notebook = useParsed(blob, 'notebook', async (bytes) => parseNotebook(await bytes.text()));
  if (notebook === undefined) return <StillBars />;
  return (
    <div className={classes.body} tabIndex={0} role="region" aria-label={path}>
      {notebook.cells.map((cell, index) => (
        <Cell key={index} cell={cell} number={index + 1} />
      ))}
    </div>
  );
}

function Cell({ cell, number }: { cell: NotebookCell; number: number }) {
  const { t } = useTranslation();
  const { kind, count, source, outputs } = cell;
  return (
    <section className={classes.cell} aria-label={t('runPage.cell', { number })}>
      <span className={classes.count}>{kind === 'code' && `[${count === null ? ' ' : String(count)}]`}</span>
      <div>
        {kind === 'markdown' ? (
          <Markdown text={source} />
        ) : (
          <pre translate="no" tabIndex={0}>
            {source}
          </pre>
        )}
        {outputs.map((output, index) => (
          <Output key={index} output={output} number={number} />
        ))}
      </div>
    </section>
  );
}

function Output({ output, number }: { output: CellOutput; number: number }) {
  const { t } = useTranslation();
  if (output.kind === 'image')
    return (
      <img src={`data:${output.type};base64,${output.base64}`} alt={t('runPage.imageOutput', { number })} />
    );
  return (
    <pre data-output={output.kind} translate="no" tabIndex={0}>
      {output.text}
    </pre>
  );
}
