import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type UPlot from 'uplot';
import type { ChartLine } from '#renderer/parts/charts/chart-line.ts';
import { LineChart } from '#renderer/parts/charts/line-chart.tsx';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { useWidth } from '#renderer/parts/use-width.ts';
import { ChartLegend } from './chart-legend.tsx';
import { ChartMenu } from './chart-menu.tsx';
import { ChartTable } from './chart-table.tsx';
import { ChartValues } from './chart-values.tsx';
import classes from './charts.module.css';
import { summarize } from './describe-lines.ts';
import { dressLines } from './dress-lines.ts';
import type { ChartPanel } from './panels.ts';
import { seriesAsk, type DecodedLine, type Series } from './queries.ts';
import { isLogY, xKindOf, type ChartScene } from './scene.ts';
import { useInView } from './use-in-view.ts';
import { useSeries } from './use-series.ts';

type ChartPanelProps = { readonly scene: ChartScene; readonly panel: ChartPanel; readonly isFull: boolean };

/** A chart in its frame. It is read and drawn when it comes into view, so that a thousand of them cost nothing. */
export function ChartPanelView({ scene, panel, isFull }: ChartPanelProps) {
  const { t } = useTranslation();
  const [ref, isInView] = useInView<HTMLElement>();
  const title = panel.title === '' ? t('charts.values') : panel.title;
  return (
    <section ref={ref} className={classes.panel} aria-label={title}>
      {isInView ? (
        <Body scene={scene} panel={panel} isFull={isFull} title={title} />
      ) : (
        <header className={classes.panelHead}>
          <h3 className={classes.panelTitle}>{title}</h3>
        </header>
      )}
    </section>
  );
}

/** Buckets go by hundreds of pixels, so that a window that is dragged wider does not ask at every pixel. */
const bucketStep = 100;

function Body({ scene, panel, isFull, title }: ChartPanelProps & { readonly title: string }) {
  const { t } = useTranslation();
  const [measure, width] = useWidth<HTMLDivElement>();
  const plot = useRef<UPlot>(null);
  const { runs, settings, counts, styleOf } = scene;
  const buckets = Math.max(bucketStep, Math.ceil((width || 300) / bucketStep) * bucketStep);
  const isValues = panel.kind === 'values';
  const keys = panel.keys.map(({ key }) => key);
  const ask = seriesAsk(runs, keys, isValues ? { ...settings, zoom: null, smoothing: 0 } : settings, buckets);
  const { lines, extent = null, error, retry } = useSeries(runs, ask, scene.paused);
  const dressed = useMemo(() => dressLines(lines ?? [], panel, runs, styleOf), [lines, panel, runs, styleOf]);
  const count = useMemo(() => countPoints(lines ?? []), [lines]);
  useEffect(() => {
    counts.set(new Map(counts.get()).set(panel.id, count));
    return () => {
      const left = new Map(counts.get());
      left.delete(panel.id);
      counts.set(left);
    };
  }, [counts, panel.id, count]);
  return (
    <>
      <header className={classes.panelHead} ref={measure}>
        {isFull ? (
          <h2 className={classes.panelTitle}>{title}</h2>
        ) : (
          <h3 className={classes.panelTitle}>{title}</h3>
        )}
        {count.shown < count.total && <span className={classes.chip}>{t('charts.somePoints', count)}</span>}
        <ChartMenu scene={scene} panel={panel} title={title} lines={dressed} plot={plot} isFull={isFull} />
      </header>
      {error != null && lines === undefined ? (
        <div className={classes.note}>
          <InlineProblem error={error} />
          <button type="button" className={classes.toggle} onClick={retry}>
            {t('actions.retry')}
          </button>
        </div>
      ) : lines === undefined ? (
        <StillBars rows={4} />
      ) : isValues ? (
        <ChartValues panel={panel} lines={lines} runs={runs} dressed={dressed} />
      ) : (
        <Picture
          scene={scene}
          panel={panel}
          lines={lines}
          whole={extent}
          dressed={dressed}
          plot={plot}
          title={title}
        />
      )}
    </>
  );
}

type PictureProps = {
  readonly scene: ChartScene;
  readonly panel: ChartPanel;
  readonly lines: readonly DecodedLine[];
  readonly whole: Series['extent'];
  readonly dressed: readonly ChartLine[];
  readonly plot: React.RefObject<UPlot | null>;
  readonly title: string;
};

function Picture({ scene, panel, lines, whole, dressed, plot, title }: PictureProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [height, setHeight] = useState(0);
  const { settings, onSettings, crosshair } = scene;
  const kind = xKindOf(settings.x);
  if (dressed.every(({ xs }) => xs.length === 0))
    return <p className={classes.note}>{t('charts.nothing')}</p>;
  return (
    <>
      <ChartLegend scene={scene} lines={lines} dressed={dressed} />
      {settings.table ? (
        <ChartTable lines={dressed} kind={kind} title={title} settings={settings} />
      ) : (
        <div className={classes.body} ref={(element) => observeHeight(element, setHeight)}>
          {height > 0 && (
            <LineChart
              lines={dressed}
              window={settings.zoom}
              whole={whole}
              xKind={kind}
              isLogX={settings.logX}
              isLogY={isLogY(settings, panel.id)}
              withRaw={settings.raw}
              locale={locale}
              height={height}
              crosshair={crosshair}
              label={`${title}. ${summarize(lines, dressed, t, locale)} ${t('charts.keys')}`}
              onZoom={(zoom) => onSettings({ ...settings, zoom })}
              plotRef={plot}
            />
          )}
        </div>
      )}
    </>
  );
}

/** The height that is left for the picture, inside of the padding. */
function observeHeight(element: HTMLElement | null, set: (height: number) => void): (() => void) | undefined {
  if (element === null) return undefined;
  const observer = new ResizeObserver(([entry]) => set(Math.floor(entry?.contentRect.height ?? 0)));
  observer.observe(element);
  return () => observer.disconnect();
}

function countPoints(lines: readonly DecodedLine[]): { readonly shown: number; readonly total: number } {
  return {
    shown: lines.reduce((sum, { shown }) => sum + shown, 0),
    total: lines.reduce((sum, { total }) => sum + total, 0),
  };
}
