import type { MouseEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import Markdown_ from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { useApp } from '../app-context.ts';
import { useOpenLink } from '../desktop/use-open-link.ts';
import classes from './markdown.module.css';
import { useAct } from './use-act.ts';

/**
 * Markdown as people wrote it: HTML inside stays text, and images from anywhere but the text itself are named instead
 * of loaded, so that reading a note tells nobody.
 */
export function Markdown({ text }: { text: string }) {
  return (
    <div className={classes.markdown}>
      <Markdown_
        remarkPlugins={[remarkGfm]}
        urlTransform={(url) => (/^(https?:|mailto:|stile:|#|data:image\/)/i.test(url) ? url : '')}
        components={{
          img: ({ src, alt = '' }) =>
            typeof src === 'string' && src.startsWith('data:image/') ? (
              <img src={src} alt={alt} />
            ) : (
              <span className={classes.left}>[{alt === '' ? (src ?? '') : alt}]</span>
            ),
          a: NoteLink,
          h1: ({ children }) => <h3>{children}</h3>,
          h2: ({ children }) => <h3>{children}</h3>,
        }}
      >
        {text}
      </Markdown_>
    </div>
  );
}

type NoteLinkProps = {
  readonly href?: string | undefined;
  readonly id?: string | undefined;
  readonly children?: ReactNode;
};

/** A link that somebody wrote: what it names in Stile opens here, everything else outside of this window. */
function NoteLink({ href = '', id, children }: NoteLinkProps) {
  const { t } = useTranslation();
  const { host } = useApp();
  const act = useAct();
  const openLink = useOpenLink();

  function follow(event: MouseEvent): void {
    if (/^stile:/i.test(href)) {
      event.preventDefault();
      openLink(href);
    }
    // The desktop hands only encrypted addresses on to other programs.
    if (/^http:/i.test(href) && host.capabilities.links) {
      event.preventDefault();
      void act({ run: () => navigator.clipboard.writeText(href), done: t('toasts.plainAddressCopied') });
    }
  }
  // A footnote lies on this page: another window would not have it.
  if (href.startsWith('#'))
    return (
      <a href={href} id={id}>
        {children}
      </a>
    );
  return (
    <a href={href} target="_blank" rel="noreferrer noopener" onClick={follow}>
      {children}
    </a>
  );
}
