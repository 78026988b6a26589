/** Colours of the app's own sheet, without its fonts: the file must need nothing else. */
export const cardStyles = `
:root { color-scheme: light dark; --page: #f8f8f4; --panel: #fff; --ink: #1d201b; --ink2: #4a4e45; --line: #dfdfd7; --sunken: #f3f3ed; --accent: #466314; }
@media (prefers-color-scheme: dark) { :root { --page: #171916; --panel: #1d201c; --ink: #e9ebe4; --ink2: #bdc1b6; --line: #2e322b; --sunken: #141613; --accent: #b5cf6b; } }
body { margin: 0; background: var(--page); color: var(--ink); font: 14px/1.55 'IBM Plex Sans', system-ui, sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 760px; margin: 32px auto; padding: 32px 40px; background: var(--panel); border: 1px solid var(--line); border-radius: 8px; }
h1 { margin: 0 0 8px; font-size: 22px; line-height: 1.25; }
h2 { margin: 28px 0 8px; padding-top: 16px; border-top: 1px solid var(--line); font-size: 15px; }
p, ul, ol { margin: 8px 0; }
ul, ol { padding-left: 20px; }
em { color: var(--ink2); }
a { color: var(--accent); }
code { padding: 1px 4px; border-radius: 4px; background: var(--sunken); font: 12px/1.5 'IBM Plex Mono', ui-monospace, monospace; overflow-wrap: anywhere; }
pre { overflow: auto; padding: 12px; border-radius: 6px; background: var(--sunken); }
.wide { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; margin: 8px 0; }
th, td { padding: 5px 12px 5px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { font-size: 12px; font-weight: 500; color: var(--ink2); }
[align="right"] { text-align: right; }
hr { margin: 28px 0 8px; border: 0; border-top: 1px solid var(--line); }
@media print { body { background: none; } main { margin: 0; padding: 0; border: 0; } h2 { break-after: avoid; } }
`;
