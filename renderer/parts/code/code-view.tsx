import { json } from '@codemirror/lang-json';
import { python } from '@codemirror/lang-python';
import { yaml } from '@codemirror/lang-yaml';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import type { Extension } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useRef } from 'react';
import classes from './code-view.module.css';

/** A text to read, with its line numbers and in the colours of its language; its path, or a name, tells which that is. */
export function CodeView({ text, path }: { text: string; path: string }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (box.current === null) return;
    const nonce = document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';
    const view = new EditorView({
      parent: box.current,
      state: EditorState.create({
        doc: text,
        extensions: [
          lineNumbers(),
          EditorState.readOnly.of(true),
          EditorView.lineWrapping,
          EditorView.cspNonce.of(nonce),
          EditorView.contentAttributes.of({
            'aria-label': path,
            'aria-readonly': 'true',
            tabindex: '0',
            translate: 'no',
          }),
          syntaxHighlighting(colors),
          look,
          languageOf(path),
        ],
      }),
    });
    return () => view.destroy();
  }, [text, path]);
  return <div ref={box} className={classes.text} />;
}

function languageOf(path: string): Extension {
  if (path.endsWith('.py')) return python();
  if (/\.(json|ipynb|geojson)$/.test(path)) return json();
  if (/(\.ya?ml|MLmodel|MLproject)$/.test(path)) return yaml();
  return [];
}

const look = EditorView.theme({
  '&': { height: '100%', fontSize: '12px', color: 'var(--st-ink)', background: 'var(--st-sunken)' },
  '.cm-scroller': { fontFamily: 'var(--st-mono)', lineHeight: '18px' },
  '.cm-gutters': { background: 'var(--st-sunken)', color: 'var(--st-ink3)', border: 'none' },
});

const colors = HighlightStyle.define([
  { tag: [tags.keyword, tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--st-code-key)' },
  { tag: tags.string, color: 'var(--st-code-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--st-code-number)' },
  { tag: tags.comment, color: 'var(--st-ink3)' },
]);
