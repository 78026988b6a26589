import Markdown_ from 'react-markdown';
import remarkGfm from 'remark-gfm';
import classes from './markdown.module.css';

/**
 * Markdown as people wrote it: HTML inside stays text, and images from anywhere but the text itself are named instead
 * of loaded, so that reading a note tells nobody.
 */
export function Markdown({ text }: { text: string }) {
  return (
    <div className={classes.markdown}>
      <Markdown_
        remarkPlugins={[remarkGfm]}
        urlTransform={(url) => (/^(https?:|mailto:|#|data:image\/)/i.test(url) ? url : '')}
        components={{
          img: ({ src, alt = '' }) =>
            typeof src === 'string' && src.startsWith('data:image/') ? (
              <img src={src} alt={alt} />
            ) : (
              <span className={classes.left}>[{alt === '' ? (src ?? '') : alt}]</span>
            ),
          // A footnote lies on this page: another window would not have it.
          a: ({ href, id, children }) =>
            href?.startsWith('#') === true ? (
              <a href={href} id={id}>
                {children}
              </a>
            ) : (
              <a href={href} target="_blank" rel="noreferrer noopener">
                {children}
              </a>
            ),
          h1: ({ children }) => <h3>{children}</h3>,
          h2: ({ children }) => <h3>{children}</h3>,
        }}
      >
        {text}
      </Markdown_>
    </div>
  );
}
