import { useTranslation } from 'react-i18next';
import '#renderer/i18n/late/python-words.ts';
import { SideSheet } from '#renderer/parts/side-sheet.tsx';
import { EnvironmentList } from './environment-list.tsx';
import { InterpreterList } from './interpreter-list.tsx';
import classes from './python.module.css';

/** The Pythons that were found here, why some are refused, and the environments that Stile has made for models. */
export function PythonSheet() {
  const { t } = useTranslation();
  return (
    <SideSheet title={t('python.title')}>
      <p className={classes.intro}>{t('python.text')}</p>
      <EnvironmentList />
      <InterpreterList />
    </SideSheet>
  );
}
