import {
  ActionIcon,
  NativeSelect,
  NumberInput,
  SegmentedControl,
  Slider,
  TextInput,
  Tooltip,
} from '@mantine/core';
import {
  IconChartLine,
  IconDownload,
  IconPlayerPause,
  IconPlayerPlay,
  IconSearch,
  IconTable,
} from '@tabler/icons-react';
import { useEffect, useEffectEvent, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '#renderer/parts/use-act.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import type { MetricName } from '#contract/series.ts';
import { useApp } from '#renderer/app-context.ts';
import classes from './charts.module.css';
import { downloadAll } from './downloads.ts';
import type { ChartSection } from './panels.ts';
import type { ChartScene } from './scene.ts';
import type { ChartSettings } from './settings.ts';
import { numberFormat } from '#renderer/parts/intl-formats.ts';

type ChartToolbarProps = {
  readonly scene: ChartScene;
  readonly names: readonly MetricName[];
  readonly sections: readonly ChartSection[];
  readonly paused: boolean;
  readonly onPaused: (paused: boolean) => void;
};

/** A metric that came this lately may come again, in ms. */
const liveMs = 5 * 60_000;

export function ChartToolbar({ scene, names, sections, paused, onPaused }: ChartToolbarProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const act = useAct();
  const { settings, onSettings } = scene;
  const set = (change: Partial<ChartSettings>): void => onSettings({ ...settings, ...change });
  const [openedAt] = useState(() => Date.now());
  const isLive = paused || names.some(({ lastAt }) => lastAt > openedAt - liveMs);
  return (
    <div className={classes.toolbar} role="toolbar" aria-label={t('charts.toolbar')}>
      <FindField value={settings.find} onFind={(find) => set({ find })} />
      <Smoothing settings={settings} onChange={set} />
      <XAxis names={names} settings={settings} onChange={set} />
      <span className={classes.group}>
        <Toggle
          on={settings.logX}
          label={t('charts.logX')}
          onClick={() => set({ logX: !settings.logX, zoom: null })}
        />
        <Toggle
          on={settings.logY}
          label={t('charts.logY')}
          onClick={() => set({ logY: !settings.logY, flipped: [] })}
        />
        <Toggle on={settings.raw} label={t('charts.raw')} onClick={() => set({ raw: !settings.raw })} />
      </span>
      <span className={classes.end}>
        {isLive && (
          <IconButton
            label={paused ? t('charts.resume') : t('charts.pause')}
            onClick={() => onPaused(!paused)}
          >
            {paused ? <IconPlayerPlay size={16} stroke={1.5} /> : <IconPlayerPause size={16} stroke={1.5} />}
          </IconButton>
        )}
        <IconButton
          label={settings.table ? t('charts.pictures') : t('charts.table')}
          onClick={() => set({ table: !settings.table })}
        >
          {settings.table ? <IconChartLine size={16} stroke={1.5} /> : <IconTable size={16} stroke={1.5} />}
        </IconButton>
        <IconButton
          label={t('charts.download')}
          onClick={() =>
            void act({
              run: () => downloadAll(bridge.client, scene, sections),
              done: t('toasts.downloaded', { path: 'metrics.csv' }),
            })
          }
        >
          <IconDownload size={16} stroke={1.5} />
        </IconButton>
      </span>
    </div>
  );
}

const settleMs = 200;

/** Filters once the typing settles; follows the address when something else changes it. */
function FindField({ value, onFind }: { readonly value: string; readonly onFind: (find: string) => void }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(value);
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value);
    setDraft(value);
  }
  const apply = useEffectEvent(() => {
    if (draft !== value) onFind(draft);
  });
  useEffect(() => {
    const timer = setTimeout(() => apply(), settleMs);
    return () => clearTimeout(timer);
  }, [draft]);
  return (
    <TextInput
      w={128}
      value={draft}
      placeholder={t('charts.find')}
      aria-label={t('charts.find')}
      leftSection={<IconSearch size={14} stroke={1.5} />}
      onChange={({ currentTarget }) => setDraft(currentTarget.value)}
    />
  );
}

type PartProps = {
  readonly settings: ChartSettings;
  readonly onChange: (change: Partial<ChartSettings>) => void;
};

function Smoothing({ settings, onChange }: PartProps) {
  const { t } = useTranslation();
  const separator = numberFormat(useLocale()).format(0.5).charAt(1);
  const [drag, setDrag] = useState<number | null>(null);
  return (
    <span className={classes.group}>
      <span className={classes.label}>{t('charts.smoothing')}</span>
      <Slider
        w={72}
        size={4}
        thumbSize={14}
        min={0}
        max={1}
        step={0.01}
        label={null}
        color="moss"
        thumbLabel={t('charts.smoothing')}
        value={drag ?? settings.smoothing}
        onChange={setDrag}
        onChangeEnd={(smoothing) => {
          setDrag(null);
          onChange({ smoothing });
        }}
      />
      <NumberInput
        w={48}
        size="xs"
        hideControls
        min={0}
        max={1}
        step={0.05}
        decimalScale={2}
        fixedDecimalScale
        decimalSeparator={separator}
        allowedDecimalSeparators={['.', ',']}
        aria-label={t('charts.smoothingValue')}
        value={drag ?? settings.smoothing}
        onChange={(value) => {
          // A number is told while it is typed, before the field puts it between its ends.
          if (typeof value === 'number') onChange({ smoothing: Math.min(1, Math.max(0, value)) });
        }}
      />
      <NativeSelect
        w={132}
        size="xs"
        aria-label={t('charts.kind')}
        value={settings.kind}
        data={(['ema', 'gaussian'] as const).map((value) => ({ value, label: t(`charts.kinds.${value}`) }))}
        onChange={({ currentTarget }) =>
          onChange({ kind: currentTarget.value === 'gaussian' ? 'gaussian' : 'ema' })
        }
      />
    </span>
  );
}

function XAxis({ names, settings, onChange }: PartProps & { readonly names: readonly MetricName[] }) {
  const { t } = useTranslation();
  const epoch = names.find(({ key, longest }) => /(^|\/)epoch$/i.test(key) && longest > 1)?.key;
  const metric = settings.x.startsWith('metric:') ? settings.x.slice('metric:'.length) : epoch;
  const data = [
    ...(['step', 'time', 'relative'] as const).map((value) => ({ value, label: t(`charts.x.${value}`) })),
    ...(metric === undefined ? [] : [{ value: `metric:${metric}` as const, label: metric }]),
  ];
  return (
    <span className={classes.group}>
      <span className={classes.label}>{t('charts.xAxis')}</span>
      <SegmentedControl<ChartSettings['x']>
        aria-label={t('charts.xAxis')}
        value={settings.x}
        data={data}
        onChange={(x) => onChange({ x, zoom: null })}
      />
    </span>
  );
}

function Toggle({
  on,
  label,
  onClick,
}: {
  readonly on: boolean;
  readonly label: string;
  readonly onClick: () => void;
}) {
  return (
    <button type="button" className={classes.toggle} aria-pressed={on} onClick={onClick}>
      {label}
    </button>
  );
}

function IconButton({
  label,
  onClick,
  children,
}: {
  readonly label: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
