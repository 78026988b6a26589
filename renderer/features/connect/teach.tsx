import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { systemInfoQuery } from '#renderer/features/system/index.ts';
import classes from './connect.module.css';
import { Copyable } from './copyable.tsx';
import { WaitingLight } from './waiting-light.tsx';

type TeachProps = {
  /** Code of one's own that fills the page, for the address where the engine listens. */
  readonly code: (address: string) => string;
  /** The same by `stile`. */
  readonly commands: string;
};

const ways = ['python', 'stile'] as const;

/** How an empty page is filled from outside, for this very engine, and whether anybody has called it yet. */
export function Teach({ code, commands }: TeachProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const [way, setWay] = useState<(typeof ways)[number]>('python');
  const { data: info } = useQuery(systemInfoQuery(bridge.client));
  if (info === undefined) return null;
  if (info.trackingUri === null) return <Copyable text={commands} label={t('connect.commands')} />;
  return (
    <div className={classes.teach}>
      <div className={classes.teachHead}>
        <SegmentedControl
          aria-label={t('connect.way')}
          value={way}
          data={ways.map((value) => ({ value, label: t(`connect.ways.${value}`) }))}
          onChange={setWay}
        />
        <WaitingLight info={info} />
      </div>
      <Copyable
        text={way === 'python' ? code(info.trackingUri) : commands}
        label={way === 'python' ? t('connect.script') : t('connect.commands')}
      />
    </div>
  );
}
