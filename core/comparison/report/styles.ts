/** Colours of the app's own sheet, without its fonts: the file must need nothing else. */
export const reportStyles = `
:root{color-scheme:light dark;--page:#F8F8F4;--panel:#FFFFFF;--ink:#1D201B;--ink2:#4A4E45;--ink3:#62665B;--line:#DFDFD7;
--line-faint:#ECECE5;--strong:#C6C8BC;--better:#06418A;--worse:#9E4300;--ok:#107357;--ok-soft:#DDEFE7;--idle:#4A4E45;
--idle-soft:#ECECE5;--s1:#06418A;--s2:#B84E00;--s3:#2B7B62;--s4:#A45F93;--s5:#CB8428;--s6:#3B9AD6;--s7:#30332D}
@media (prefers-color-scheme:dark){:root{--page:#171916;--panel:#1D201C;--ink:#E9EBE4;--ink2:#BDC1B6;--ink3:#9A9F92;
--line:#2E322B;--line-faint:#252923;--strong:#40453C;--better:#73C3F6;--worse:#EE9148;--ok:#8BE3C2;--ok-soft:#1A302A;
--idle:#BDC1B6;--idle-soft:#252923;--s1:#73C3F6;--s2:#DB7420;--s3:#2EAD6E;--s4:#D695B6;--s5:#FBE074;--s6:#7A86DA;--s7:#E4E7DE}}
*{box-sizing:border-box;margin:0}
body{font:400 14px/21px "IBM Plex Sans",system-ui,-apple-system,"Segoe UI",sans-serif;color:var(--ink);background:var(--page);
font-variant-numeric:tabular-nums;-webkit-font-smoothing:antialiased;overflow-wrap:anywhere}
main{max-width:1040px;margin:0 auto;padding:32px 24px 40px;display:grid;gap:16px}
main>*{min-width:0}
h1{font-size:22px;line-height:28px;font-weight:600;letter-spacing:-.01em}
h2{font-size:15px;line-height:20px;font-weight:600}
header{display:grid;gap:12px}
.verdict{padding:10px 14px;border-radius:8px;font-weight:500}
.verdict.ok{background:var(--ok-soft);color:var(--ok)}.verdict.idle{background:var(--idle-soft);color:var(--idle)}
dl{display:flex;flex-wrap:wrap;gap:8px 28px}
dt{font-size:12px;line-height:16px;color:var(--ink3)}dd{font-weight:500}
section{background:var(--panel);border:1px solid var(--line);border-radius:8px;padding:14px 16px;display:grid;gap:8px}
section>*{min-width:0}
.note{color:var(--ink3);font-size:12px;line-height:17px;max-width:90ch}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:13px;line-height:18px}
th,td{text-align:left;padding:6px 16px 6px 0;border-bottom:1px solid var(--line-faint);font-weight:400;vertical-align:baseline}
th:last-child,td:last-child{padding-right:0}
thead th{color:var(--ink3);font-size:12px;font-weight:500;border-bottom-color:var(--line)}
tbody th{font-weight:500;overflow-wrap:normal;white-space:nowrap}tbody tr:last-child>*{border-bottom:0}
th.n,td.n{text-align:right}td.n{white-space:nowrap}
td.best{font-weight:600}td.quiet{color:var(--ink3)}
td span{display:inline-block;min-width:62px;margin-left:8px;font-size:12px;font-weight:400;color:var(--ink3)}
td span.better{color:var(--better)}td span.worse{color:var(--worse)}
svg{display:block;width:100%;height:auto;margin:4px 0}svg text{font:400 11px/1 "IBM Plex Sans",system-ui,sans-serif;fill:var(--ink2)}
svg text.tick{fill:var(--ink3)}svg text.label{font-size:12px;fill:var(--ink)}
.grid{stroke:var(--line-faint)}.zero{stroke:var(--strong)}
svg g path{fill:none;stroke:currentColor;stroke-width:1.75;stroke-linejoin:round}
.full{fill:currentColor;stroke:currentColor;stroke-width:1.75}.open{fill:var(--panel);stroke:currentColor;stroke-width:1.75}
.s1{color:var(--s1)}.s2{color:var(--s2)}.s3{color:var(--s3)}.s4{color:var(--s4)}.s5{color:var(--s5)}.s6{color:var(--s6)}.s7{color:var(--s7)}
.s3 .line{stroke-dasharray:6 3}.s4 .line{stroke-dasharray:2 3}.s5 .line{stroke-dasharray:8 3 2 3}.s6 .line{stroke-dasharray:1 4}
footer{font-size:12px;color:var(--ink3)}
@media print{:root{--page:#FFF;--panel:#FFF;--ink:#000;--ink2:#222;--ink3:#444;--line:#BBB;--line-faint:#DDD;--strong:#999;
--better:#06418A;--worse:#9E4300;--ok:#107357;--ok-soft:#FFF;--idle:#222;--idle-soft:#FFF;--s1:#06418A;--s2:#B84E00;
--s3:#2B7B62;--s4:#A45F93;--s5:#CB8428;--s6:#3B9AD6;--s7:#30332D}
main{max-width:none;padding:0}.verdict{border:1px solid var(--line)}.wide{overflow:visible}
tr,svg{break-inside:avoid}h2{break-after:avoid}*{print-color-adjust:exact}}
`;
