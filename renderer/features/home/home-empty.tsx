import { Button, SegmentedControl } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/parts/empty-state.tsx';
import { PageHead } from '#renderer/parts/page.tsx';
import classes from './home.module.css';
import type { StoryActs } from './use-story-acts.ts';

/** An empty workspace teaches: the workshop in one click, or a file of one's own. */
export function HomeEmpty({ acts }: { acts: StoryActs }) {
  const { t } = useTranslation();
  const [language, setLanguage] = useState<'en' | 'sv'>('en');
  const [isCreating, setCreating] = useState(false);

  async function create(): Promise<void> {
    setCreating(true);
    await acts.create(language);
    setCreating(false);
  }
  return (
    <>
      <PageHead title={t('home.title')} />
      <EmptyState title={t('home.emptyTitle')} lines={[t('home.emptyText'), t('home.emptyText2')]}>
        <Button variant="filled" disabled={isCreating} onClick={() => void create()}>
          {isCreating ? t('home.creating') : t('home.steps.create')}
        </Button>
        <Button leftSection={<IconUpload size={16} stroke={1.5} />} onClick={acts.openOwnData}>
          {t('home.useOwn')}
        </Button>
        <div className={classes.language}>
          <SegmentedControl
            aria-label={t('home.language')}
            value={language}
            disabled={isCreating}
            data={[
              { value: 'en', label: t('home.languageEn') },
              { value: 'sv', label: t('home.languageSv') },
            ]}
            onChange={(value) => setLanguage(value === 'sv' ? 'sv' : 'en')}
          />
        </div>
      </EmptyState>
    </>
  );
}
