import { Button, Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { IconChevronDown, IconUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNow } from '#renderer/parts/clock.ts';
import { PageHead } from '#renderer/parts/page.tsx';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { TryIt } from '../serving/index.ts';
import { AlertsPanel } from './alerts-panel.tsx';
import { Hero } from './hero.tsx';
import { HomeEmpty } from './home-empty.tsx';
import classes from './home.module.css';
import { PipelinesPanel } from './pipelines-panel.tsx';
import { RunsPanel } from './runs-panel.tsx';
import { possibleSteps, readStory } from './story.ts';
import type { Story, StoryFacts } from './story.ts';
import { useStoryActs } from './use-story-acts.ts';
import type { StoryActs } from './use-story-acts.ts';
import { useFocus, useStoryFacts } from './use-story.ts';
import type { Focus } from './use-story.ts';
import { dateFormat } from '#renderer/parts/intl-formats.ts';

/** Whether production is fine, what changed, and what to do next; everything follows the engine's events. */
export function HomePage() {
  const { t } = useTranslation();
  const focus = useFocus();
  const { facts, isReady } = useStoryFacts(focus);
  const acts = useStoryActs(focus);
  if (focus.error !== null && !focus.isReady)
    return <PageProblem title={t('home.loadFailed')} error={focus.error} onRetry={focus.retry} />;
  if (!focus.isReady || !isReady) {
    return (
      <>
        <PageHead title={t('home.title')} />
        <StillBars />
      </>
    );
  }
  if (focus.project === null) return <HomeEmpty acts={acts} />;
  const story = readStory(facts);
  return (
    <>
      <PageHead title={t('home.title')} meta={<HomeMeta focus={focus} />}>
        <StepButtons facts={facts} story={story} acts={acts} />
      </PageHead>
      <div className={classes.page}>
        <Hero story={story} facts={facts} acts={acts} />
        <div className={classes.panels}>
          <AlertsPanel facts={facts} />
          <PipelinesPanel facts={facts} />
          <RunsPanel />
          <TryIt model={focus.model} />
        </div>
      </div>
    </>
  );
}

/** The day, or the choice among several models. */
function HomeMeta({ focus }: { focus: Focus }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const locale = useLocale();
  const now = useNow();
  const day = dateFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' }).format(now);
  if (focus.projects.length < 2) return <span className={classes.day}>{day}</span>;
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          variant="subtle"
          aria-label={t('home.chooseModel', { name: focus.project?.model ?? '' })}
          rightSection={<IconChevronDown size={14} stroke={1.5} />}
        >
          {focus.project?.model}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {focus.projects.map(({ model }) => (
          <Menu.Item key={model} onClick={() => void navigate({ to: '/', search: { model } })}>
            {model}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

type StepButtonsProps = { readonly facts: StoryFacts; readonly story: Story; readonly acts: StoryActs };

/** Every step of the story that is possible now; the one that comes next also stands, filled, beside its reason. */
function StepButtons({ facts, story, acts }: StepButtonsProps) {
  const { t } = useTranslation();
  const steps = possibleSteps(facts).filter((step) => step !== story.primary && step !== story.secondary);
  const version = facts.model?.latestVersion?.version ?? '';
  return (
    <div className={classes.steps} role="group" aria-label={t('home.stepsLabel')}>
      {steps.map((step) => (
        <Button key={step} onClick={() => acts.take(step, story.situation)}>
          {t(`home.steps.${step}`, { version })}
        </Button>
      ))}
      <Button leftSection={<IconUpload size={16} stroke={1.5} />} onClick={acts.openOwnData}>
        {t('home.useOwn')}
      </Button>
    </div>
  );
}
