import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNow } from '#renderer/parts/clock.ts';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { Climb } from './climb.tsx';
import classes from './home.module.css';
import { sayStory } from './say-story.ts';
import type { Story, StoryFacts, StoryStep } from './story.ts';
import type { StoryActs } from './use-story-acts.ts';

type HeroProps = { readonly story: Story; readonly facts: StoryFacts; readonly acts: StoryActs };

/** What is true in one sentence, its evidence, and at most two things to do; beside it the way to production. */
export function Hero({ story, facts, acts }: HeroProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useNow();
  const { situation, primary, secondary } = story;
  const said = sayStory(situation, facts, { t, locale, now });
  return (
    <section className={classes.hero}>
      <div className={classes.say}>
        <div role="status" className={classes.said}>
          <span className={classes.badge}>
            <StateLabel shape={said.shape}>{said.badge}</StateLabel>
          </span>
          <h2 className={classes.sentence}>{said.sentence}</h2>
          <p className={classes.evidence}>{said.evidence}</p>
        </div>
        <div className={classes.heroActions}>
          {primary !== null && <StepButton step={primary} isPrimary {...{ story, facts, acts }} />}
          {secondary !== null && <StepButton step={secondary} {...{ story, facts, acts }} />}
        </div>
      </div>
      <Climb facts={facts} isDegraded={situation.kind === 'alerting'} />
    </section>
  );
}

type StepButtonProps = HeroProps & { readonly step: StoryStep; readonly isPrimary?: boolean };

function StepButton({ step, isPrimary = false, story, facts, acts }: StepButtonProps) {
  const { t } = useTranslation();
  const label = t(`home.steps.${step}`, { version: facts.model?.latestVersion?.version ?? '' });
  return (
    <Button variant={isPrimary ? 'filled' : 'default'} onClick={() => acts.take(step, story.situation)}>
      {label}
    </Button>
  );
}
