import { VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PipelinePython } from '#contract/pipeline-python.ts';
import '#renderer/i18n/late/python-words.ts';

type Pythons = ReadonlyMap<string, PipelinePython>;

/** Says aloud which Pythons of pipelines have come to stand another way; nothing of how they stood at first. */
export function PipelinePythonNews({ pythons }: { readonly pythons: Pythons }) {
  const { t } = useTranslation();
  const [seen, setSeen] = useState(pythons);
  const [news, setNews] = useState<readonly string[]>([]);
  if (seen !== pythons) {
    const changed = listChanged(seen, pythons);
    setSeen(pythons);
    if (changed.length > 0) setNews(changed);
  }
  return (
    <VisuallyHidden role="status">
      {news.map((name) => {
        const { state = null, version = null } = pythons.get(name) ?? {};
        if (state === null) return null;
        const words = t(`python.ofTasks.states.${state}`, { version });
        return <p key={name}>{`${t('python.ofTasks.label', { name })}: ${words}`}</p>;
      })}
    </VisuallyHidden>
  );
}

function listChanged(before: Pythons, now: Pythons): string[] {
  return [...now.keys()].filter((name) => {
    const old = before.get(name);
    return old !== undefined && old.state !== now.get(name)?.state;
  });
}
