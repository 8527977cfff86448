import { STYLE } from '../page/style.js';

/** The style of a page's cards, inside an element, light or dark as the page around it is, and what only the element has. */
export const ELEMENT_STYLE = `${STYLE.slice(STYLE.indexOf('*{'))}
:host{display:block;--card:light-dark(#fff,#1d1d24);--ink:light-dark(#1a1a22,#ececf2);--quiet:light-dark(#5c5c68,#a6a6b4);--line:light-dark(#dcdce2,#3a3a45);--wave:light-dark(#57157e,#fe9f6d);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
:host([compact]){display:inline-block}
:host([hidden]){display:none}
article{background:var(--card)}
:host([compact]) article{padding:0;border:0;background:none}
.waiting{min-height:26rem}
.shown{position:relative}
.at{position:absolute;top:0;bottom:40px;width:1px;background:var(--quiet);pointer-events:none}
.player{display:flex;align-items:center;gap:.75rem;margin-top:.75rem}
:host([compact]) .player{margin:0;gap:.4rem}
button{min-width:2.5rem;height:2.5rem;padding:0 .7rem;border:1px solid var(--line);border-radius:2rem;background:var(--card);color:var(--ink);font:inherit;cursor:pointer;white-space:nowrap}
:host([compact]) button{height:2rem;min-width:2rem}
button:hover{border-color:var(--wave)}
:focus-visible{outline:2px solid var(--wave);outline-offset:2px}
input{flex:1;min-width:0;accent-color:var(--wave)}
.time{font-size:.875rem;color:var(--quiet);font-variant-numeric:tabular-nums;white-space:nowrap}
details{margin-top:.5rem;font-size:.875rem}
summary{color:var(--quiet);cursor:pointer}
.fault{color:var(--quiet)}
`;
