import { Button } from '@mantine/core';
import { IconArrowLeft, IconChevronDown, IconChevronRight, IconZoomReset } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from '#renderer/app-context.ts';
import { xText } from '#renderer/parts/charts/axis-text.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { ChartPanelView } from './chart-panel.tsx';
import classes from './charts.module.css';
import type { ChartPanel, ChartSection } from './panels.ts';
import { PointsSaid } from './points-said.tsx';
import { xKindOf, type ChartScene } from './scene.ts';
import { toggled } from './settings.ts';

type ChartSectionsProps = { readonly scene: ChartScene; readonly sections: readonly ChartSection[] };

export function ChartSections({ scene, sections }: ChartSectionsProps) {
  const { t } = useTranslation();
  const { settings, onSettings } = scene;
  const all = sections.flatMap(({ panels }) => panels);
  const full = all.find(({ id }) => id === settings.full);
  const hidden = all.filter(({ id }) => settings.hidden.includes(id)).length;
  if (full !== undefined) return <FullPanel scene={scene} panel={full} />;
  return (
    <div className={classes.sections}>
      {sections.map((section, index) => (
        <Section key={section.name} scene={scene} section={section} isFirst={index === 0} />
      ))}
      {hidden > 0 && (
        <p className={classes.hiddenNote}>
          {t('charts.hidden', { count: hidden })}
          <Button onClick={() => onSettings({ ...settings, hidden: [] })}>{t('charts.showHidden')}</Button>
        </p>
      )}
    </div>
  );
}

function FullPanel({ scene, panel }: { readonly scene: ChartScene; readonly panel: ChartPanel }) {
  const { t } = useTranslation();
  return (
    <div className={classes.full}>
      <div className={classes.fullHead}>
        <Button
          leftSection={<IconArrowLeft size={14} stroke={1.5} />}
          onClick={() => scene.onSettings({ ...scene.settings, full: null })}
        >
          {t('charts.leaveFull')}
        </Button>
        <SideSaid scene={scene} />
      </div>
      <ChartPanelView scene={scene} panel={panel} isFull />
    </div>
  );
}

type SectionProps = { readonly scene: ChartScene; readonly section: ChartSection; readonly isFirst: boolean };

function Section({ scene, section, isFirst }: SectionProps) {
  const { t } = useTranslation();
  const { settings, onSettings } = scene;
  const panels = section.panels.filter(({ id }) => !settings.hidden.includes(id));
  const isOpen = !settings.closed.includes(section.name);
  if (panels.length === 0) return null;
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <section className={classes.section}>
      <h2 className={classes.sectionHead}>
        <button
          type="button"
          className={classes.fold}
          aria-expanded={isOpen}
          onClick={() => onSettings({ ...settings, closed: toggled(settings.closed, section.name) })}
        >
          <Chevron size={14} stroke={1.5} aria-hidden="true" />
          {section.name === '' ? t('charts.section') : section.name}
          <span className={classes.count}>{t('charts.count', { count: panels.length })}</span>
        </button>
        {isFirst && <SideSaid scene={scene} />}
      </h2>
      {isOpen && (
        <div className={classes.grid}>
          {panels.map((panel) => (
            <ChartPanelView key={panel.id} scene={scene} panel={panel} isFull={false} />
          ))}
        </div>
      )}
    </section>
  );
}

/** What holds for all charts, and the way back from a zoom. */
function SideSaid({ scene }: { readonly scene: ChartScene }) {
  const { t } = useTranslation();
  const { settings, onSettings } = scene;
  return (
    <span className={classes.sideSaid}>
      <CrosshairSaid scene={scene} />
      <PointsSaid scene={scene} />
      {settings.zoom !== null && (
        <Button
          size="compact-xs"
          leftSection={<IconZoomReset size={14} stroke={1.5} />}
          onClick={() => onSettings({ ...settings, zoom: null })}
        >
          {t('charts.resetZoom')}
        </Button>
      )}
    </span>
  );
}

/** Where the crosshair stands, once for all charts. */
function CrosshairSaid({ scene: { crosshair, settings } }: { readonly scene: ChartScene }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const at = useStore(crosshair);
  if (at === null) return null;
  const isStep = settings.x === 'step';
  const x = xText(isStep ? Math.round(at) : at, { kind: xKindOf(settings.x), locale });
  return (
    <span className={classes.crosshair} aria-live="polite">
      {isStep ? t('charts.atStep', { x }) : t('charts.at', { x })}
    </span>
  );
}
