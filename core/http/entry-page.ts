interface EntryWords {
  lang: string;
  title: string;
  why: string;
  serve: string;
  open: string;
  link: string;
}

const english: EntryWords = {
  lang: 'en',
  title: 'Stile is running',
  why: 'This browser has not been let in yet. An address that lets it in works once:',
  serve: 'it is printed where Stile was started',
  open: 'or get a new one in a terminal:',
  link: 'Did your script print the address of a run or an experiment? Once this browser has been let in, open that address again: it leads straight there.',
};

const swedish: EntryWords = {
  lang: 'sv',
  title: 'Stile är igång',
  why: 'Den här webbläsaren har inte släppts in än. En adress som släpper in den fungerar en gång:',
  serve: 'den står där Stile startades',
  open: 'eller hämta en ny i en terminal:',
  link: 'Skrev ditt skript ut adressen till en körning eller ett experiment? Öppna den igen när webbläsaren har släppts in, så leder den rakt dit.',
};

/** The page for a browser without a session: says how to get in, in the browser's language, and runs no script. */
export function buildEntryPage(acceptLanguage: string | undefined, nonce: string): string {
  const words = prefersSwedish(acceptLanguage) ? swedish : english;
  return `<!doctype html>
<html lang="${words.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${words.title}</title>
<style nonce="${nonce}">
body { font: 16px/1.6 system-ui, sans-serif; max-width: 36rem; margin: 15vh auto; padding: 0 1.5rem; }
h1 { font-size: 1.5rem; }
code { font-family: ui-monospace, monospace; }
</style>
</head>
<body>
<h1>${words.title}</h1>
<p>${words.why}</p>
<ul>
<li>${words.serve}</li>
<li>${words.open} <code>stile open</code></li>
</ul>
<p>${words.link}</p>
</body>
</html>
`;
}

/** True when Swedish stands before English in the header, which browsers sort by preference. */
function prefersSwedish(acceptLanguage = ''): boolean {
  const languages = acceptLanguage.split(',').map((part) => part.trim().slice(0, 2).toLowerCase());
  return languages.find((language) => language === 'sv' || language === 'en') === 'sv';
}
