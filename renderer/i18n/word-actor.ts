import type { TFunction } from 'i18next';
import type { ActorKind } from '#contract/entities.ts';

const known: Readonly<Record<ActorKind, true>> = {
  screen: true,
  client: true,
  command: true,
  pipeline: true,
  engine: true,
};

/** Who did something: the name, or what kind of caller it was; what a window calls itself is no name. */
export function wordActor({ kind, name }: { kind: string; name: string }, t: TFunction): string {
  if (name !== '' && kind !== 'screen') return name;
  return isKnown(kind) ? t(`activity.${kind}`) : kind;
}

function isKnown(kind: string): kind is ActorKind {
  return Object.hasOwn(known, kind);
}
