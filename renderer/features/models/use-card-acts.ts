import { useTranslation } from 'react-i18next';
import type { RegisteredModel } from '#contract/registry.ts';
import { useApp } from '#renderer/app-context.ts';
import { useAct } from '#renderer/parts/use-act.ts';

/** The contract's `cardTags`; importing the value would bring its schemas into the window. */
const tagOf = {
  intendedUse: 'stile.card.intended_use',
  limits: 'stile.card.limits',
  owner: 'stile.card.owner',
} as const;
export type CardField = keyof typeof tagOf;
export const cardFields = ['intendedUse', 'limits', 'owner'] as const satisfies readonly CardField[];

/** What people write on the card of a model, for all its versions. */
export function useCardActs({ name, tags }: RegisteredModel) {
  const { t } = useTranslation();
  const { registry } = useApp().bridge.client;
  const act = useAct();
  const read = (field: CardField): string => tags.find(({ key }) => key === tagOf[field])?.value ?? '';
  const put = (field: CardField, value: string): Promise<unknown> =>
    value === ''
      ? registry.deleteTag({ name, key: tagOf[field] })
      : registry.setTag({ name, key: tagOf[field], value });
  return {
    read,
    write: (field: CardField, value: string) =>
      act({
        run: () => put(field, value),
        done: t('registry.card.saved', { field: t(`registry.card.fields.${field}`) }),
        undo: () => put(field, read(field)),
      }),
  };
}
