import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { ProblemLine, InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { SettingRow } from '../setting-row.tsx';
import classes from './desktop.module.css';
import { dataPlacesQuery } from './queries.ts';
import { RemoveForm } from './remove-form.tsx';

/** The way to take Stile off this computer; opened by a button, since nobody reads a page to be frightened. */
export function RemoveData() {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <SettingRow label={t('computer.remove')} hint={t('computer.removeHint')}>
        <Button data-danger={!isOpen || undefined} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? 'computer.removeClose' : 'computer.removeOpen')}
        </Button>
      </SettingRow>
      {isOpen && <Places />}
    </>
  );
}

function Places() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const places = useQuery(dataPlacesQuery(bridge.client));
  if (places.isError)
    return (
      <div className={classes.below}>
        <ProblemLine text={t('computer.placesFailed')} />
        <InlineProblem error={places.error} />
      </div>
    );
  if (places.data === undefined) return <StillBars rows={5} />;
  if (places.data.length === 0)
    return <p className={`${classes.below ?? ''} g3`}>{t('computer.noPlaces')}</p>;
  return <RemoveForm places={places.data} />;
}
