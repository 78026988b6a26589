import { useTranslation } from 'react-i18next';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import type { GlyphShape } from '#renderer/parts/status-glyph.tsx';
import type { ServingState } from './model-lines.ts';

const shapes: Readonly<Record<Exclude<ServingState, null>, GlyphShape>> = {
  endpoint: 'finished',
  byName: 'finished',
  preparing: 'waiting',
  failed: 'failed',
};

/** Whether requests are answered with it, and how they reach it. */
export function ServingLabel({ state }: { state: ServingState }) {
  const { t } = useTranslation();
  if (state === null) return <span className="g3">–</span>;
  return <StateLabel shape={shapes[state]}>{t(`registry.serving.${state}`)}</StateLabel>;
}
