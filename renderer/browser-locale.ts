/** As much of the browser's `navigator` as says what language it speaks. */
type SpeakingBrowser = { readonly language: string; readonly languages: readonly string[] };

/**
 * Some systems hand the browser a language that is no tag of BCP 47, such as `en-US@posix` or `C`. `Intl` throws at
 * such a tag, also where a package of ours asks for it while it is loaded. So what is no tag is mended once, here,
 * before anything reads it.
 */
export function mendBrowserLocale(browser: SpeakingBrowser): void {
  const language = toLocaleTag(browser.language);
  const languages = browser.languages.map(toLocaleTag);
  if (language !== browser.language) Object.defineProperty(browser, 'language', { value: language });
  if (languages.some((tag, i) => tag !== browser.languages[i]))
    Object.defineProperty(browser, 'languages', { value: Object.freeze(languages) });
}

/** The tag itself, else as much of its beginning as is one: `en-US@posix` is `en-US`, `sv_SE.UTF-8` is `sv-SE`. */
export function toLocaleTag(text: string): string {
  if (isLocaleTag(text)) return text;
  const parts = text.replace(/[@.].*$/, '').split(/[-_]/);
  const heads = parts.map((_, i) => parts.slice(0, parts.length - i).join('-'));
  return heads.find(isLocaleTag) ?? 'en';
}

function isLocaleTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}
