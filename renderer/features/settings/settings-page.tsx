import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SystemInfo } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import '#renderer/i18n/late/places-words.ts';
import '#renderer/i18n/late/python-words.ts';
import { PageHead } from '#renderer/parts/page.tsx';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { settingSections } from '#renderer/search-params.ts';
import type { SettingSection } from '#renderer/search-params.ts';
import { EnvironmentList, InterpreterList } from '../python/index.ts';
import { systemInfoQuery } from '../system/index.ts';
import { AboutSection } from './about-section.tsx';
import { BackupsSection } from './backups-section.tsx';
import { DesktopSection } from './desktop/desktop-section.tsx';
import { GeneralSection } from './general-section.tsx';
import { CommandFact, SettingRow } from './setting-row.tsx';
import { ServerSection } from './server-section.tsx';
import classes from './settings.module.css';
import { StorageSection } from './storage-section.tsx';

const route = getRouteApi('/settings');

/** Everything that can be set, with what it does and the command or variable that sets the same. */
export function SettingsPage() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { section = 'general' } = route.useSearch();
  const [find, setFind] = useState('');
  const info = useQuery(systemInfoQuery(bridge.client));
  const wordSection = useSectionWords();
  const wanted = find.trim().toLocaleLowerCase();
  const found = settingSections.filter((one) => wordSection(one).includes(wanted));
  const shown = wanted === '' ? [section] : found;
  return (
    <>
      <PageHead title={t('settings.title')} />
      <div className={classes.page}>
        <nav className={classes.nav} aria-label={t('settings.sections')}>
          <TextInput
            aria-label={t('settings.find')}
            placeholder={t('settings.find')}
            leftSection={<IconSearch size={14} stroke={1.5} aria-hidden="true" />}
            value={find}
            onChange={(event) => setFind(event.currentTarget.value)}
          />
          <ul className={classes.sections}>
            {settingSections.map((one) => (
              <li key={one}>
                <Link
                  to="/settings"
                  search={one === 'general' ? {} : { section: one }}
                  className={classes.section}
                  data-current={shown.includes(one) || undefined}
                  aria-current={shown.includes(one) ? 'true' : undefined}
                  onClick={() => setFind('')}
                >
                  {t(`settings.names.${one}`)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className={classes.body} role="region" aria-label={t('settings.title')} tabIndex={0}>
          {info.data === undefined ? (
            info.isError ? (
              <PageProblem
                title={t('settings.loadFailed')}
                error={info.error}
                onRetry={() => void info.refetch()}
              />
            ) : (
              <StillBars />
            )
          ) : shown.length === 0 ? (
            <p className="g3">{t('settings.notFound', { find })}</p>
          ) : (
            shown.map((one) => <ShownSection key={one} section={one} info={info.data} />)
          )}
        </div>
      </div>
    </>
  );
}

function ShownSection({ section, info }: { section: SettingSection; info: SystemInfo }) {
  const { t } = useTranslation();
  const bodies: Readonly<Record<SettingSection, () => ReactNode>> = {
    general: () => <GeneralSection />,
    server: () => <ServerSection info={info} />,
    python: () => <PythonSection />,
    storage: () => <StorageSection info={info} />,
    backups: () => <BackupsSection info={info} />,
    desktop: () => <DesktopSection info={info} />,
    about: () => <AboutSection info={info} />,
  };
  return (
    <section className={classes.shown} aria-label={t(`settings.names.${section}`)}>
      <h2 className={classes.name}>{t(`settings.names.${section}`)}</h2>
      {bodies[section]()}
    </section>
  );
}

/** What is searched in a section: its name and the names of its settings, in the language of the window. */
function useSectionWords(): (section: SettingSection) => string {
  const { t } = useTranslation();
  return (section) =>
    [t(`settings.names.${section}`), t(`settings.searched.${section}`)].join(' ').toLocaleLowerCase();
}

/** The Pythons that were found and the environments that were made, with the variables that choose others. */
function PythonSection() {
  const { t } = useTranslation();
  return (
    <>
      <SettingRow label={t('settings.python')} hint={t('settings.pythonHint')}>
        <CommandFact command="STILE_PYTHON=/path/to/python" />
      </SettingRow>
      <SettingRow label={t('settings.environments')} hint={t('settings.environmentsHint')}>
        <CommandFact command="STILE_PYTHON_ENVS=/path/to/folder" />
      </SettingRow>
      <div className={classes.lists}>
        <InterpreterList />
        <EnvironmentList />
      </div>
    </>
  );
}
