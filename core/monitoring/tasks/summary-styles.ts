/** Colours and sizes of the app's own sheet, without its fonts: the file must need nothing else. */
export const summaryStyles = `
:root{color-scheme:light dark;--page:#F8F8F4;--panel:#FFFFFF;--sunken:#F3F3ED;--ink:#1D201B;--ink2:#4A4E45;--ink3:#62665B;
--line:#DFDFD7;--line-faint:#ECECE5;--ref:#A9AC9F;--now:#06418A;--ok:#107357;--ok-soft:#DDEFE7;--warn:#8A5A00;
--warn-soft:#F8ECD2;--idle:#62665B;--idle-soft:#ECECE5}
@media (prefers-color-scheme:dark){:root{--page:#171916;--panel:#1D201C;--sunken:#141613;--ink:#E9EBE4;--ink2:#BDC1B6;
--ink3:#9A9F92;--line:#2E322B;--line-faint:#252923;--ref:#5C6156;--now:#73C3F6;--ok:#8BE3C2;--ok-soft:#1A302A;
--warn:#F5C95A;--warn-soft:#352C17;--idle:#9A9F92;--idle-soft:#252923}}
*{box-sizing:border-box;margin:0}
body{font:400 14px/21px "IBM Plex Sans",system-ui,-apple-system,"Segoe UI",sans-serif;color:var(--ink);background:var(--page);
font-variant-numeric:tabular-nums;-webkit-font-smoothing:antialiased;overflow-wrap:anywhere}
main{max-width:880px;margin:0 auto;padding:32px 24px 40px;display:grid;gap:16px}
h1{font-size:22px;line-height:28px;font-weight:600;letter-spacing:-.01em}
h2{font-size:15px;line-height:20px;font-weight:600}
h3{font-size:13px;line-height:18px;font-weight:600;margin-top:12px}
header{display:grid;gap:12px}
.verdict{padding:10px 14px;border-radius:8px;font-weight:500}
p.ok{background:var(--ok-soft);color:var(--ok)}p.warn{background:var(--warn-soft);color:var(--warn)}
p.idle{background:var(--idle-soft);color:var(--idle)}
span.ok{color:var(--ok)}span.warn{color:var(--warn);font-weight:600}span.idle{color:var(--idle)}
dl{display:flex;flex-wrap:wrap;gap:8px 28px}
dt{font-size:12px;line-height:16px;color:var(--ink3)}dd{font-weight:500}
section{background:var(--panel);border:1px solid var(--line);border-radius:8px;padding:14px 16px;display:grid;gap:8px;overflow-x:auto}
section.alert{border-color:var(--warn)}section.alert h2{color:var(--warn)}
section p{color:var(--ink2)}
table{border-collapse:collapse;width:100%;font-size:13px;line-height:18px}
th,td{text-align:left;padding:6px 12px 6px 0;border-bottom:1px solid var(--line-faint);vertical-align:top;font-weight:400}
thead th{color:var(--ink3);font-size:12px;font-weight:500;white-space:nowrap}
tbody th{font-weight:500}tbody tr:last-child>*{border-bottom:0}
th.n,td.n{text-align:right;white-space:nowrap}
td.text,th.text{width:55%}td.wide{width:45%}
tr.out td.n:nth-child(2){color:var(--warn);font-weight:600}
.bar{display:block;height:10px;margin-top:4px;border-radius:2px;background:var(--now)}
figure{display:grid;gap:4px}figcaption{font-size:12px;line-height:16px;color:var(--ink3)}
svg{display:block;width:100%;height:auto}svg text{font:500 11px/1 "IBM Plex Sans",system-ui,sans-serif}
svg.trend{width:120px;height:24px}
.ref{fill:var(--ref)}.axis{stroke:var(--line)}.tick{fill:var(--ink3)}
line.limit{stroke:var(--warn);stroke-dasharray:4 3;stroke-width:1.5}text.limit{fill:var(--warn)}
line.now{stroke:var(--now);stroke-width:2}text.now{fill:var(--now);font-weight:600}
.trend polyline{fill:none;stroke:var(--ink3);stroke-width:1.4}.trend circle{fill:var(--now)}
footer{font-size:12px;color:var(--ink3)}
@media print{:root{--page:#FFF;--panel:#FFF;--ink:#000;--ink2:#222;--ink3:#444;--line:#BBB;--line-faint:#DDD;--ref:#999;
--now:#06418A;--ok:#107357;--ok-soft:#FFF;--warn:#8A5A00;--warn-soft:#FFF;--idle:#444;--idle-soft:#FFF}
main{max-width:none;padding:0}section,.verdict{border:1px solid var(--line)}
section{overflow:visible}section,figure,tr{break-inside:avoid}*{print-color-adjust:exact}}
`;
