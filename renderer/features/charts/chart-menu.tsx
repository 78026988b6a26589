import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type UPlot from 'uplot';
import type { ChartLine } from '#renderer/parts/charts/chart-line.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { saveCsv, savePng, saveSvg } from './downloads.ts';
import type { ChartPanel } from './panels.ts';
import { isLogY, type ChartScene } from './scene.ts';
import { toggled } from './settings.ts';

type ChartMenuProps = {
  readonly scene: ChartScene;
  readonly panel: ChartPanel;
  readonly title: string;
  readonly lines: readonly ChartLine[];
  readonly plot: RefObject<UPlot | null>;
  readonly isFull: boolean;
};

export function ChartMenu({ scene, panel, title, lines, plot, isFull }: ChartMenuProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { settings, onSettings } = scene;
  const { id } = panel;
  const isPicture = panel.kind === 'lines' && !settings.table;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size={24} aria-label={t('charts.menu', { title })}>
          <IconDots size={16} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onSettings({ ...settings, full: isFull ? null : id })}>
          {isFull ? t('charts.leaveFull') : t('charts.full')}
        </Menu.Item>
        {panel.kind === 'lines' && (
          <Menu.Item onClick={() => onSettings({ ...settings, flipped: toggled(settings.flipped, id) })}>
            {isLogY(settings, id) ? t('charts.useLinear') : t('charts.useLog')}
          </Menu.Item>
        )}
        {isPicture && (
          <Menu.Item onClick={() => void savePng(plot.current, title, lines)}>{t('charts.png')}</Menu.Item>
        )}
        {panel.kind === 'lines' && (
          <Menu.Item
            onClick={() => saveSvg({ title, lines, settings, locale, isLogY: isLogY(settings, id) })}
          >
            {t('charts.svg')}
          </Menu.Item>
        )}
        <Menu.Item onClick={() => saveCsv(title, lines, settings)}>{t('charts.csv')}</Menu.Item>
        <Menu.Item
          onClick={() => onSettings({ ...settings, full: null, hidden: toggled(settings.hidden, id) })}
        >
          {t('charts.hide')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
