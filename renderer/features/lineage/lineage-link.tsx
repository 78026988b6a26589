import { Link } from '@tanstack/react-router';
import { IconSitemap } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './lineage.module.css';

/** The way from a thing to the explorer with it in the middle. @param uri such as `runs:/<id>` */
export function LineageLink({ uri }: { uri: string }) {
  const { t } = useTranslation();
  return (
    <Link to="/lineage" search={{ uri }} className={classes.explore}>
      <IconSitemap size={14} stroke={1.5} aria-hidden="true" />
      {t('lineage.explore')}
    </Link>
  );
}
