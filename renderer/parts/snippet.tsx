import classes from './snippet.module.css';

/** Commands to copy, as a terminal shows them. */
export function Snippet({ text, label }: { text: string; label: string }) {
  return (
    <pre className={classes.code} aria-label={label} tabIndex={0}>
      <code translate="no">{text}</code>
    </pre>
  );
}
