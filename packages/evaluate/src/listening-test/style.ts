/** The style sheet of the page of a listening test. {@link STYLE_HASH} is its hash; the test says what to. */
export const STYLE = `
:root{color-scheme:light dark;--paper:#f6f6f8;--card:#fff;--ink:#1a1a22;--quiet:#5c5c68;--line:#c3c3cc;--accent:#57157e;--on:#fff;--play:#efe9f5}
@media(prefers-color-scheme:dark){:root{--paper:#131318;--card:#1d1d24;--ink:#ececf2;--quiet:#a6a6b4;--line:#4a4a56;--accent:#fe9f6d;--on:#1a1a22;--play:#33262b}}
*{box-sizing:border-box}
[hidden]{display:none!important}
body{margin:0 auto;padding:1.5rem 1rem;max-width:44rem;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
h1{margin:0;font-size:1.5rem;line-height:1.25}
h2{margin:.75rem 0 0;font-size:1.25rem;line-height:1.3}h2:focus{outline:0}
p{margin:.75rem 0 0;white-space:pre-line}
section>:first-child{margin-top:0}
section{margin-top:1.25rem;padding:1rem;background:var(--card);border:1px solid var(--line);border-radius:.5rem}
.quiet{color:var(--quiet);font-size:.875rem}
progress{display:block;width:100%;height:.5rem;margin-top:.5rem;accent-color:var(--accent)}
button,.button{display:block;width:100%;min-height:3rem;margin-top:.75rem;padding:.5rem .75rem;border:1px solid var(--line);border-radius:.5rem;background:var(--play);color:var(--ink);font:inherit;text-align:center;text-decoration:none;cursor:pointer;touch-action:manipulation}
.main,.choose{background:var(--accent);border-color:var(--accent);color:var(--on)}
.choose[aria-disabled=true]{background:var(--card);border-color:var(--line);color:var(--quiet);cursor:default}
.playing{border-color:var(--accent);box-shadow:inset 0 0 0 2px var(--accent)}
.played::before{content:'\\2713\\00a0'}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.sides{display:grid;grid-template-columns:1fr 1fr;gap:.75rem}.sides>*{min-width:0}
kbd{margin-inline-start:.5rem;padding:0 .35rem;border:1px solid currentColor;border-radius:.25rem;font:.75rem/1.4 system-ui,sans-serif;opacity:.8}
label{display:block;margin-top:1rem}
textarea{width:100%;height:10rem;margin-top:.5rem;background:var(--paper);color:var(--ink);border:1px solid var(--line);font:.8rem/1.4 monospace}
details{margin-top:1rem}
table{width:100%;margin-top:1rem;border-collapse:collapse;font-size:.875rem}
th,td:last-child{overflow-wrap:normal}
th,td{padding:.25rem .5rem .25rem 0;border-top:1px solid var(--line);text-align:start;vertical-align:top}
@media(hover:none){kbd,.keys{display:none}}
`;

/** SHA-256 of {@link STYLE}, for the page's Content-Security-Policy. */
export const STYLE_HASH = 'sha256-KOtZjP7gCpDTDM7q0Qhr5apf46+q740wN/YKgW3HEmA=';
