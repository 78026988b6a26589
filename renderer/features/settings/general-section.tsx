import { Button, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useApp, useStore } from '#renderer/app-context.ts';
import { defaultView, densities, zooms } from '#renderer/settings.ts';
import type { Settings } from '#renderer/settings.ts';
import { SettingRow } from './setting-row.tsx';

/** How this window looks. All of it applies at once and is kept in this browser or app. */
export function GeneralSection() {
  const { t } = useTranslation();
  const { settings, toasts } = useApp();
  const current = useStore(settings);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const change = (next: Partial<Settings>): void => settings.set({ ...settings.get(), ...next });

  function reset(): void {
    const before = { settings: settings.get(), colorScheme };
    change(defaultView);
    setColorScheme('auto');
    toasts.show({
      tone: 'done',
      text: t('settings.didReset'),
      undo: async () => {
        settings.set(before.settings);
        setColorScheme(before.colorScheme);
      },
    });
  }
  return (
    <>
      <SettingRow label={t('settings.language')}>
        <SegmentedControl
          aria-label={t('settings.language')}
          value={current.language}
          data={[
            { value: 'en', label: 'English' },
            { value: 'sv', label: 'Svenska' },
          ]}
          onChange={(value) => change({ language: value === 'sv' ? 'sv' : 'en' })}
        />
      </SettingRow>
      <SettingRow label={t('settings.theme')} hint={t('settings.themeHint')}>
        <SegmentedControl
          aria-label={t('settings.theme')}
          value={colorScheme}
          data={(['auto', 'light', 'dark'] as const).map((value) => ({
            value,
            label: t(`settings.themes.${value}`),
          }))}
          onChange={(value) => setColorScheme(value === 'light' || value === 'dark' ? value : 'auto')}
        />
      </SettingRow>
      <SettingRow label={t('settings.density')} hint={t('settings.densityHint')}>
        <SegmentedControl
          aria-label={t('settings.density')}
          value={current.density}
          data={densities.map((value) => ({ value, label: t(`settings.densities.${value}`) }))}
          onChange={(value) => {
            const density = densities.find((one) => one === value);
            if (density !== undefined) change({ density });
          }}
        />
      </SettingRow>
      <SettingRow label={t('settings.zoom')} hint={t('settings.zoomHint')}>
        <SegmentedControl
          aria-label={t('settings.zoom')}
          value={current.zoom}
          data={zooms.map((value) => ({ value, label: t(`settings.zooms.${value}`) }))}
          onChange={(value) => change({ zoom: value === 'projector' ? 'projector' : 'normal' })}
        />
      </SettingRow>
      <SettingRow label={t('settings.sidebar')} hint={t('settings.sidebarHint')}>
        <SegmentedControl
          aria-label={t('settings.sidebar')}
          value={current.sidebar}
          data={(['auto', 'open', 'collapsed'] as const).map((value) => ({
            value,
            label: t(`settings.sidebars.${value}`),
          }))}
          onChange={(value) => change({ sidebar: value })}
        />
      </SettingRow>
      <SettingRow label={t('settings.times')} hint={t('settings.timesHint')}>
        <span className="g2">{Intl.DateTimeFormat().resolvedOptions().timeZone}</span>
      </SettingRow>
      <SettingRow label={t('settings.reset')} hint={t('settings.resetHint')}>
        <Button onClick={reset}>{t('settings.resetAct')}</Button>
      </SettingRow>
    </>
  );
}
