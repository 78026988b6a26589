import type { i18n } from 'i18next';
import { accentWords } from './pseudo.ts';

/** Words of screens that are opened seldom, by language: they come with their screen instead of with the window. */
export type LateBundle = { readonly en: object; readonly sv: object };

const bundles: LateBundle[] = [];
const instances: i18n[] = [];

/** Called where the screen is loaded, so that its words are there before it is drawn. */
export function addWords(bundle: LateBundle): void {
  bundles.push(bundle);
  for (const instance of instances) give(instance, bundle);
}

/** Gives a window's words what came before it and what will come. */
export function takeLateWords(instance: i18n): void {
  instances.push(instance);
  for (const bundle of bundles) give(instance, bundle);
}

function give(instance: i18n, { en, sv }: LateBundle): void {
  instance.addResourceBundle('en', 'translation', en, true);
  instance.addResourceBundle('sv', 'translation', sv, true);
  if (instance.hasResourceBundle('pseudo', 'translation'))
    instance.addResourceBundle('pseudo', 'translation', accentWords(en), true);
}
