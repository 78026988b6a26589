import { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** The editor in the colours of the theme. */
export const yamlLook = EditorView.theme({
  '&': { height: '100%', fontSize: '12px', color: 'var(--st-ink)', background: 'var(--st-sunken)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-content:focus-visible': { outline: '2px solid var(--st-accent)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--st-mono)', lineHeight: '20px' },
  '.cm-gutters': { background: 'var(--st-sunken)', color: 'var(--st-ink3)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': { background: 'transparent' },
  '.cm-cursor': { borderLeftColor: 'var(--st-ink)' },
  '.st-own-line': { background: 'var(--st-selected)' },
  '.cm-tooltip': {
    background: 'var(--st-panel)',
    color: 'var(--st-ink)',
    border: '1px solid var(--st-line)',
    boxShadow: 'var(--st-shadow-pop)',
  },
  '.cm-panels': { background: 'var(--st-panel)', color: 'var(--st-ink)', borderColor: 'var(--st-line)' },
});

export const yamlColors = HighlightStyle.define([
  { tag: [tags.keyword, tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--st-code-key)' },
  { tag: tags.string, color: 'var(--st-code-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--st-code-number)' },
  { tag: tags.comment, color: 'var(--st-ink3)' },
]);
