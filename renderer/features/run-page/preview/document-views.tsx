import { useTranslation } from 'react-i18next';
import { Markdown } from '#renderer/parts/markdown.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import classes from '../artifacts-tab.module.css';
import { JsonTreeView } from './json-tree-view.tsx';
import { readJsonFile } from './read-json.ts';
import { sandboxedHtml } from './sandboxed-html.ts';
import { useParsed } from './use-blob.ts';

type FileProps = { readonly path: string; readonly blob: Blob };

export function JsonFile({ path, blob }: FileProps) {
  const value = useParsed<{ readonly json: unknown }>(blob, 'json', async (bytes) => ({
    json: readJsonFile(await bytes.text()),
  }));
  if (value === undefined) return <StillBars />;
  return <JsonTreeView value={value.json} label={path} />;
}

export function MarkdownFile({ path, blob }: FileProps) {
  const text = useParsed(blob, 'markdown', (bytes) => bytes.text());
  if (text === undefined) return <StillBars />;
  return (
    <div
      className={`${classes.body ?? ''} ${classes.pad ?? ''}`}
      tabIndex={0}
      role="region"
      aria-label={path}
    >
      <Markdown text={text} />
    </div>
  );
}

/** A page of its own in a frame that runs nothing and asks nobody for anything. */
export function HtmlFile({ path, blob }: FileProps) {
  const { t } = useTranslation();
  const text = useParsed(blob, 'html', (bytes) => bytes.text());
  if (text === undefined) return <StillBars />;
  return (
    <>
      <p className={classes.note}>{t('runPage.htmlFacts')}</p>
      <iframe className={classes.frame} sandbox="" title={path} srcDoc={sandboxedHtml(text, pageNonce())} />
    </>
  );
}

/** The frame inherits the policy of the page, so its styles carry the page's nonce. */
function pageNonce(): string {
  return document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';
}
