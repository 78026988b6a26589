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
    zIndex: '200',
  },
  '.cm-tooltip.cm-tooltip-autocomplete': { border: 'none', borderRadius: '8px', padding: '4px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--st-mono)',
    fontSize: '12px',
    maxHeight: '220px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    padding: '2px 8px',
    lineHeight: '20px',
    borderRadius: '5px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    background: 'var(--st-selected)',
    color: 'var(--st-ink)',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600', color: 'var(--st-accent-text)' },
  '.cm-tooltip.cm-completionInfo': {
    padding: '8px 10px',
    maxWidth: '280px',
    borderRadius: '8px',
    border: 'none',
    fontSize: '12px',
    lineHeight: '16px',
    color: 'var(--st-ink2)',
  },
  '.cm-panels': { background: 'var(--st-panel)', color: 'var(--st-ink)', borderColor: 'var(--st-line)' },
  '.cm-panel.cm-search': { padding: '6px 28px 6px 10px', fontSize: '12px' },
  '.cm-panel.cm-search label': {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '5px',
    height: '24px',
    verticalAlign: 'middle',
    fontSize: '12px',
    color: 'var(--st-ink2)',
  },
  '.cm-panel.cm-search input[type=checkbox]': { margin: '0', accentColor: 'var(--st-accent)' },
  '.cm-textfield': {
    height: '24px',
    padding: '0 6px',
    fontSize: '12px',
    color: 'var(--st-ink)',
    background: 'var(--st-panel)',
    border: '1px solid var(--st-line-control)',
    borderRadius: '5px',
  },
  '.cm-button': {
    height: '24px',
    padding: '0 8px',
    fontSize: '12px',
    color: 'var(--st-ink)',
    background: 'var(--st-panel)',
    backgroundImage: 'none',
    border: '1px solid var(--st-line-strong)',
    borderRadius: '5px',
    '&:hover': { background: 'var(--st-hover)' },
    '&:active': { background: 'var(--st-selected)', backgroundImage: 'none' },
  },
  '.cm-panel.cm-search [name=close]': {
    color: 'var(--st-ink2)',
    fontSize: '16px',
    right: '6px',
    top: '4px',
  },
  '.cm-searchMatch': { background: 'var(--st-warn-soft)' },
  '.cm-searchMatch-selected': { background: 'var(--st-warn-soft)', outline: '1px solid var(--st-warn)' },
});

export const yamlColors = HighlightStyle.define([
  { tag: [tags.keyword, tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--st-code-key)' },
  { tag: tags.string, color: 'var(--st-code-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--st-code-number)' },
  { tag: tags.comment, color: 'var(--st-ink3)' },
]);
