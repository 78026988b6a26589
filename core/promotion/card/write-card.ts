import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { writeHtmlFile } from '#core/kernel/html-file.ts';
import { html, raw, type Html } from '#core/kernel/html.ts';
import type { EngineContext } from '#core/store/context.ts';
import { cardStyles } from './card-styles.ts';
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
    text: writeHtmlFile({
      language,
      title: words.title(name, version),
      styles: cardStyles,
      body: html`<main>${toHtml(markdown)}</main>`,
      hasImages: true,
    }),
  };
}

/** HTML in the text stays text, addresses other than of the web and of mail are left out; wide tables can be moved. */
function toHtml(markdown: string): Html {
  const text = micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });
  return raw(
    text.replaceAll('<table>', '<div class="wide"><table>').replaceAll('</table>', '</table></div>'),
  );
}
