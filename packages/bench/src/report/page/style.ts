/** The page's style. No font and no picture is fetched; light and dark follow the reader's system. */
import { TONES } from './palette.ts';

const tones = (which: 0 | 1): string =>
  TONES.map((tone, i) => `--s${i}: ${tone[which]};`).join(' ');

const DARK = `--paper: #15171a; --raised: #1d2024; --ink: #e9e7e2; --muted: #aaa79f; --line: #4a4d52; --grid: #2b2e33;
  --link: #8ec2f7; --met: #6fcf97; --missed: #ff9b8a; --open: #e3bd58; ${tones(1)}`;

export const STYLE = `
:root { color-scheme: light dark; --paper: #fdfcfa; --raised: #f5f3ee; --ink: #1d1c1a; --muted: #625e57; --line: #bdb8ae; --grid: #e7e3db;
  --link: #0b4f8a; --met: #14693a; --missed: #a8281b; --open: #7d5500; ${tones(0)}
  --text: Charter, 'Bitstream Charter', 'Sitka Text', Cambria, Georgia, serif;
  --plain: system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', Arial, sans-serif;
  --mono: ui-monospace, 'Cascadia Code', 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace; }
@media screen and (prefers-color-scheme: dark) { :root { ${DARK} } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 17px/1.55 var(--text); overflow-wrap: break-word; }
main, header, footer { max-width: 1120px; margin: 0 auto; padding: 0 clamp(16px, 4vw, 40px); }
header { padding-top: clamp(28px, 6vw, 64px); }
a { color: var(--link); text-underline-offset: .15em; text-decoration-thickness: 1px; }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
.skip { position: absolute; left: -999em; } .skip:focus { left: 16px; top: 8px; background: var(--paper); padding: 4px 8px; z-index: 1; }
h1, h2, h3 { line-height: 1.2; font-weight: 600; text-wrap: balance; }
h1 { font-size: clamp(1.75rem, 4.6vw, 2.6rem); letter-spacing: -.012em; margin: .3rem 0 .6rem; max-width: 34ch; }
h2 { font-size: 1.45rem; margin: 3.4rem 0 .6rem; padding-top: 1rem; border-top: 2px solid var(--ink); }
h3 { font-size: 1.08rem; margin: 2rem 0 .4rem; }
p, ul, ol, dl { max-width: 68ch; margin: .6rem 0; } li { margin: .25rem 0; } ul { padding-left: 1.2em; }
.kicker, nav, table, .legend, figcaption, .verdict, dl, details, .tally, svg { font-family: var(--plain); }
.kicker { color: var(--muted); font-size: .82rem; margin: 0; max-width: none; }
.lede { font-size: clamp(1.1rem, 2.2vw, 1.28rem); line-height: 1.45; max-width: 56ch; }
.warning { border-left: 4px solid var(--open); background: var(--raised); padding: .6rem .9rem; max-width: 68ch; }
nav { border-top: 1px solid var(--line); margin-top: 1.6rem; font-size: .85rem; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .1rem 1.3rem; padding: .5rem 0; margin: 0; max-width: none; }
nav a { display: inline-block; padding: .3rem 0; text-decoration: none; } nav a:hover { text-decoration: underline; }
code, pre { font-family: var(--mono); font-size: .86em; }
pre { background: var(--raised); padding: .8rem 1rem; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; border-radius: 3px; }
.tallies { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 300px), 1fr)); gap: 1rem 2.2rem; margin: 1.4rem 0; }
.tally { border-top: 3px solid var(--of); padding-top: .55rem; font-size: .88rem; line-height: 1.45; }
.tally .name { margin: 0 0 .2rem; font-weight: 600; font-size: 1rem; }
.tally .score { font-size: 1.55rem; font-weight: 600; font-variant-numeric: tabular-nums; letter-spacing: -.01em; line-height: 1.1; } .tally .score small { font-size: .82rem; font-weight: 400; color: var(--muted); letter-spacing: 0; }
.tally p { margin: .1rem 0; } .tally ul { margin: .45rem 0 0; }
table { border-collapse: collapse; font-size: .84rem; line-height: 1.4; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: .2rem 0 .5rem; }
th, td { text-align: left; vertical-align: top; padding: .38rem .9rem .38rem 0; border-bottom: 1px solid var(--grid); font-weight: 400; }
thead th { font-weight: 600; border-bottom: 1.5px solid var(--ink); vertical-align: bottom; white-space: nowrap; }
.n { text-align: right; white-space: nowrap; }
.scroll { overflow-x: auto; max-width: 100%; margin: .5rem 0; }
.acceptance { width: 100%; margin: 1rem 0 1.8rem; table-layout: fixed; } .acceptance thead th:first-child { width: 23%; } .acceptance thead th:nth-child(2) { width: 9%; }
.acceptance .limit { white-space: nowrap; } .id { color: var(--muted); display: inline-block; min-width: 2.1em; }
.acceptance td > span { display: block; } .range, .margin { color: var(--muted); } .figure { white-space: nowrap; }
.figure b { font-weight: 600; }
.verdict { font-weight: 600; } .met { color: var(--met); } .missed { color: var(--missed); } .open { color: var(--open); } .none { color: var(--muted); font-weight: 400; }
.key { white-space: nowrap; } .key svg { margin-right: .35em; overflow: visible; }
.legend { font-size: .8rem; display: flex; flex-wrap: wrap; gap: .1rem 1rem; margin: .1rem 0 .5rem; }
.growing { white-space: nowrap; } .growing i, .growing sup { color: var(--muted); font-variant-numeric: tabular-nums; } sup { line-height: 0; font-size: .78em; }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 310px), 1fr)); column-gap: 2rem; margin: 1.1rem 0 0; }
figure { margin: 0; min-width: 0; break-inside: avoid; display: grid; grid-template-rows: subgrid; grid-row: span 3; grid-template-columns: minmax(0, 1fr); row-gap: 0; align-items: start; }
figure > svg { display: block; margin-bottom: 1.7rem; width: 100%; max-width: 440px; height: auto; color: var(--ink); font-variant-numeric: tabular-nums; }
figcaption { font-size: .84rem; line-height: 1.4; } figcaption b { font-weight: 600; } figcaption span { color: var(--muted); display: block; }
details { margin: 1rem 0; font-size: .9rem; } summary { cursor: pointer; padding: .25rem 0; color: var(--link); }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .2rem 1.2rem; font-size: .88rem; max-width: none; } dt { color: var(--muted); } dd { margin: 0; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
footer { margin-top: 4rem; padding-top: 1rem; padding-bottom: 3rem; color: var(--muted); font: .82rem/1.5 var(--plain); }
.on-phone { display: none !important; }
@media screen and (max-width: 719px) {
  body { font-size: 16px; }
  .acceptance, .acceptance tbody, .acceptance caption, .acceptance tr, .acceptance th, .acceptance td { display: block; border: 0; padding: 0; }
  .acceptance thead { position: absolute; left: -999em; }
  .acceptance tr { display: grid; grid-template-columns: 1fr 1fr; gap: .45rem .9rem; padding: .7rem 0; border-bottom: 1px solid var(--line); }
  .acceptance tbody th { font-weight: 600; grid-column: 1 / -1; } .acceptance .limit { grid-column: 1 / -1; color: var(--muted); margin-top: -.4rem; padding-left: 2.4em; }
  .acceptance .empty { display: none; } .acceptance .figure { white-space: normal; } .acceptance .range { display: block; }
  .acceptance td > .on-phone { display: block !important; } .acceptance .limit > .on-phone { display: inline !important; }
  dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .4rem; }
}
@media print {
  @page { margin: 14mm 12mm; }
  :root { color-scheme: light; --paper: #fff; --raised: #fff; --muted: #4a4742; }
  body { font-size: 9.5pt; line-height: 1.42; } main, header, footer { max-width: none; padding: 0; } header { padding-top: 0; }
  nav, .skip, summary { display: none; } a { color: inherit; text-decoration: none; }
  h1 { font-size: 19pt; } h2 { font-size: 13.5pt; margin-top: 1.6rem; } h3 { font-size: 11pt; }
  h2, h3, caption, .legend { break-after: avoid; } h2 + p { break-after: avoid; } p, li { orphans: 3; widows: 3; }
  .tally, tr, pre, .warning, dd { break-inside: avoid; } thead { display: table-header-group; } dt { break-after: avoid; }
  .tallies { grid-template-columns: 1fr 1fr; } .tally { font-size: 8.5pt; } .warning, pre { border: 1px solid var(--line); }
  table { font-size: 7.6pt; } th, td { padding: .22rem .6rem .22rem 0; } .scroll { overflow: visible; } .n { white-space: normal; }
  details { margin: .6rem 0; } details::details-content { display: block; content-visibility: visible; block-size: auto; }
  .charts { display: block; columns: 2; column-gap: 8mm; } figure { display: block; break-inside: avoid; margin-bottom: 5mm; } figure > svg { margin-bottom: 0; }
}
`.trim();
