import { useTranslation } from 'react-i18next';
import { useApp } from '../app-context.ts';
import classes from './drop.module.css';
import type { DropKind } from './drop-kinds.ts';
import { useDatasetHere } from './use-take-drop.ts';

/** How many files are held over the window, and what they are where that is known yet. */
export type Held = { readonly count: number; readonly kind: DropKind | null };

const shownKinds = ['data', 'archive', 'folder', 'mlflow', 'database'] as const;

/** While files are held over the window: what letting go will do, by what they are. */
export function DropOverlay({ held: { count, kind } }: { held: Held }) {
  const { t } = useTranslation();
  const { host } = useApp();
  const dataset = useDatasetHere()();
  // Without their paths, files that the engine has to read where they lie cannot be taken.
  const kinds = host.capabilities.paths ? shownKinds : (['data'] as const);
  const deed = dataset === null ? 'data' : 'dataHere';
  return (
    <div className={classes.over} role="status">
      <div className={classes.card}>
        <p className={classes.title}>
          {count > 1
            ? t('drop.several', { count })
            : kind === 'data'
              ? t(`drop.now.${deed}`, { name: dataset })
              : t('drop.title')}
        </p>
        <dl className={classes.kinds}>
          {kinds.map((one) => (
            <div key={one} className={classes.kind} data-held={one === kind || undefined}>
              <dt>{t(`drop.what.${one}`)}</dt>
              <dd className="g2">{t(`drop.does.${one === 'data' ? deed : one}`, { name: dataset })}</dd>
            </div>
          ))}
        </dl>
        {!host.capabilities.paths && <p className="g3 sm">{t('drop.byPath')}</p>}
      </div>
    </div>
  );
}
