import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './inspector.module.css';

/** So many entries of a list or an object are shown before a person asks for all. */
const entriesAtFirst = 50;

/** A value of any depth: objects and lists open and close where they stand. */
export function JsonTree({
  value,
  label,
  isOpen = true,
}: {
  value: unknown;
  label: string;
  isOpen?: boolean;
}) {
  const { t } = useTranslation();
  const [isAll, setAll] = useState(false);
  if (typeof value !== 'object' || value === null) return <Leaf value={value} />;
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
  if (entries.length === 0) return <span className={classes.leaf}>{Array.isArray(value) ? '[]' : '{}'}</span>;
  const shown = isAll ? entries : entries.slice(0, entriesAtFirst);
  return (
    <details open={isOpen} className={classes.tree}>
      <summary aria-label={label}>
        <span className="g3">
          {Array.isArray(value) ? `[${String(entries.length)}]` : `{${String(entries.length)}}`}
        </span>
      </summary>
      <ul translate="no">
        {shown.map(([key, inner]) => (
          <li key={key}>
            <span className={classes.treeKey}>{key}</span>
            <JsonTree value={inner} label={key} isOpen={false} />
          </li>
        ))}
      </ul>
      {shown.length < entries.length && (
        <button type="button" className={classes.more} onClick={() => setAll(true)}>
          {t('pipelineRuns.showMoreRows', { count: entries.length - shown.length })}
        </button>
      )}
    </details>
  );
}

function Leaf({ value }: { value: unknown }) {
  const kind = typeof value === 'string' ? 'string' : 'number';
  return (
    <span className={classes.leaf} data-kind={kind} translate="no">
      {typeof value === 'string' ? value : JSON.stringify(value)}
    </span>
  );
}
