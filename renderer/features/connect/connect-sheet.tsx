import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SystemInfo } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import { systemInfoQuery } from '#renderer/features/system/index.ts';
import { SideSheet } from '#renderer/parts/side-sheet.tsx';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import { firstScript, places, trackingLine, usualPlace } from './connect-code.ts';
import type { Place } from './connect-code.ts';
import classes from './connect.module.css';
import { Copyable } from './copyable.tsx';
import { WaitingLight } from './waiting-light.tsx';

/** How a script of one's own logs here, and whether one has called yet. `experiment` is where its first run goes. */
export function ConnectSheet({ experiment }: { experiment: string }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { data: info } = useQuery(systemInfoQuery(bridge.client));
  return (
    <SideSheet title={t('connect.title')}>
      {info !== undefined && (
        <div className={classes.body}>
          {info.trackingUri === null ? (
            <p className="g2">{t('frame.noServer')}</p>
          ) : (
            <Connection info={info} address={info.trackingUri} experiment={experiment} />
          )}
        </div>
      )}
    </SideSheet>
  );
}

type ConnectionProps = {
  readonly info: SystemInfo;
  readonly address: string;
  readonly experiment: string;
};

function Connection({ info, address, experiment }: ConnectionProps) {
  const { t } = useTranslation();
  const [place, setPlace] = useState<Place>(() => usualPlace(info.platform));
  const name = experiment === '' ? t('connect.firstExperiment') : experiment;
  return (
    <>
      <p className="g2">{t('connect.text')}</p>
      {info.wantedPort !== null && (
        <p className={classes.note}>
          <StatusGlyph shape="warning" size={14} />
          {t('connect.portTaken', { port: info.wantedPort, address })}
        </p>
      )}
      <SegmentedControl
        fullWidth
        aria-label={t('connect.place')}
        value={place}
        data={places.map((value) => ({ value, label: t(`connect.places.${value}`) }))}
        onChange={setPlace}
      />
      {place !== 'python' && <Copyable text={trackingLine(place, address)} label={t('connect.line')} />}
      <h3 className={classes.head}>{t('connect.firstRun')}</h3>
      <Copyable text={firstScript(place, address, name)} label={t('connect.script')} />
      <WaitingLight info={info} />
    </>
  );
}
