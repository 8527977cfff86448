import { COLOR_STOPS } from '../spectrum/color-map.js';

/**
 * The style sheet of a page. A change here changes {@link STYLE_HASH}; the test says what to.
 * Lengths inside figures are pixels because SVG's are.
 */
export const STYLE = `
:root{color-scheme:light dark;--paper:#f6f6f8;--card:#fff;--ink:#1a1a22;--quiet:#5c5c68;--line:#dcdce2;--wave:#57157e;--heard:#bf3d62}
@media(prefers-color-scheme:dark){:root{--paper:#131318;--card:#1d1d24;--ink:#ececf2;--quiet:#a6a6b4;--line:#3a3a45;--wave:#fe9f6d;--heard:#f1605d}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1.5rem 1rem;max-width:80rem;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
h1{margin:0;font-size:1.6rem;line-height:1.25}
h2{margin:0;scroll-margin-top:1rem;font-size:1.1rem;line-height:1.3}
p{margin:.5rem 0 0;max-width:48rem;white-space:pre-line}
footer p{margin-top:1.5rem;font-size:.875rem;color:var(--quiet)}
nav ol{columns:18rem;column-gap:3rem;margin:1rem 0 0;padding-inline-start:2.5rem;font-size:.875rem}
nav li{break-inside:avoid}nav span{color:var(--quiet)}
a{color:inherit}
.picture{display:block;width:100%;height:auto}
main{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,30rem),1fr));gap:1.25rem;margin-top:1.25rem;align-items:start}
article{min-width:0;padding:1rem;background:var(--card);border:1px solid var(--line);border-radius:.5rem}
.opens{grid-column-start:1}
figure{margin:1rem 0 0}
figcaption{font-size:12px;color:var(--quiet)}
.names{display:flex;justify-content:space-between;gap:1rem;margin:8px 0;font-size:12px;line-height:1.2;color:var(--quiet)}
.row{display:grid;grid-template-columns:60px minmax(0,1fr) 58px}
.tall{height:220px}.low{height:90px}.flat{height:40px}.lane{height:52px}
.row>*{display:block;width:100%;height:100%;min-height:0}
.axis{overflow:visible;font-size:12px;fill:var(--ink);font-variant-numeric:tabular-nums}
.axis line{stroke:var(--quiet)}.axis .name{fill:var(--quiet)}
.heat,.ramp{outline:1px solid var(--quiet)}
.bar{display:grid;grid-template-columns:12px 1fr;padding-left:10px}
.bar>*{display:block;width:100%;height:100%}
.ramp{background:linear-gradient(to top,${COLOR_STOPS.map((stop) => `#${stop}`).join(',')})}
.plot{overflow:visible}.plot rect{fill:none;stroke:var(--quiet)}.plot line{stroke:var(--line)}
.plot path{stroke:var(--wave);stroke-linejoin:round;stroke-linecap:round}.plot *{vector-effect:non-scaling-stroke}
.wave path{fill:var(--wave)}.curve path{fill:none;stroke-width:2}
.plot .sure{fill:var(--heard);stroke:none}.plot text{font-size:12px;fill:var(--ink)}
p.heard{margin:4px 58px 0 60px;font-size:.875rem}
@media(max-width:32rem){.lane{height:20px}.plot text{display:none}}
audio{display:block;width:100%;margin-top:.75rem}
table{width:100%;margin-top:.75rem;border-collapse:collapse;font-size:.875rem}
th,td{padding:.25rem .5rem .25rem 0;border-top:1px solid var(--line);text-align:start;vertical-align:top}
th{width:9rem;font-weight:400;color:var(--quiet)}
@media print{article{break-inside:avoid}audio{display:none}}
`;

/** What the Content-Security-Policy allows as style: SHA-256 of {@link STYLE}. */
export const STYLE_HASH = 'sha256-l3HQifh4Y+SFA4Bw56RldanHn2Rps7I0ALoYIvC185U=';
