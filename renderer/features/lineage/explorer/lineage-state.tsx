import { useTranslation } from 'react-i18next';
import type { LineageNode } from '#contract/lineage.ts';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import type { GlyphShape } from '#renderer/parts/status-glyph.tsx';
import classes from './explorer.module.css';

const shapes: Readonly<Record<NonNullable<LineageNode['state']>, GlyphShape>> = {
  RUNNING: 'running',
  COMPLETE: 'finished',
  FAILED: 'failed',
  CANCELED: 'stopped',
};

/** How what ran ended; nothing for a thing. */
export function LineageState({ state }: Pick<LineageNode, 'state'>) {
  const { t } = useTranslation();
  if (state === null) return null;
  return (
    <span className={classes.state}>
      <StatusGlyph shape={shapes[state]} size={12} />
      {t(`lineageMap.states.${state}`)}
    </span>
  );
}
