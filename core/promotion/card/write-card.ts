import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import type { EngineContext } from '#core/store/context.ts';
import { cardPage } from './card-page.ts';
import { englishCard, swedishCard } from './card-words.ts';
import { readCard } from './read-card.ts';
import { cardToMarkdown } from './write-markdown.ts';

/** The card of a version as a document of its own: HTML needs nothing beside it and asks nobody. @throws NOT_FOUND */
export async function writeCard(
  ctx: EngineContext,
  input: Inputs['promotion']['cardDocument'],
): Promise<Outputs['promotion']['cardDocument']> {
  const { name, version, format, language = 'en' } = input;
  const card = await readCard(ctx, { name, version });
  const words = language === 'sv' ? swedishCard : englishCard;
  const markdown = cardToMarkdown(card, { words, locale: language }, ctx.clock.now());
  const stem = `${name.replaceAll(/[^\p{L}\p{N}._-]/gu, '_')}-v${version}-card`;
  if (format === 'markdown') return { fileName: `${stem}.md`, text: markdown };
  return {
    fileName: `${stem}.html`,
    text: cardPage({ title: words.title(name, version), language, body: toHtml(markdown) }),
  };
}

/** HTML in the text stays text, addresses other than of the web and of mail are left out. */
function toHtml(markdown: string): string {
  return micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });
}
