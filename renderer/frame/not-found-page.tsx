import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../parts/empty-state.tsx';

/** An address that leads nowhere. */
export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <EmptyState title={t('frame.notFound')} lines={[t('frame.notFoundText')]}>
      <Button variant="filled" renderRoot={(props) => <Link to="/" {...props} />}>
        {t('commands.goTo', { place: t('frame.home') })}
      </Button>
    </EmptyState>
  );
}
