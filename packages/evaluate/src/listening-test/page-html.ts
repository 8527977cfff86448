import type { PageData } from './page-data.js';
import { SCRIPT, SCRIPT_HASH } from './script-data.js';
import { STYLE, STYLE_HASH } from './style.js';

/** Sounds, one style sheet and one program from the page itself, nothing else: no frame, no form, no request. */
const POLICY = [
  "default-src 'none'",
  'media-src data:',
  `style-src '${STYLE_HASH}'`,
  `script-src '${SCRIPT_HASH}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The page of a listening test; `title` and `intro` are text that was escaped. */
export function pageHtml({ title, intro, data }: { title: string; intro: string; data: PageData }): string {
  const count = data.trials.length;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1 dir="auto">${title}</h1>
${intro ? `<p dir="auto">${intro}</p>` : ''}
</header>
<main>
<noscript><p>This page needs JavaScript. It loads nothing and sends nothing.</p></noscript>
<section id="start" aria-label="Before you begin">
<p>${count} ${count === 1 ? 'question' : 'questions'}, each with two choices, of which one is right. Play all clips, as often as you like, then choose; guess where you can\u2019t tell. Headphones help. Nothing is sent anywhere: at the end you can download your answers.</p>
<button type="button" class="main" id="begin">Begin</button>
</section>
<section id="trial" aria-labelledby="question" hidden>
<p id="position" class="quiet"></p>
<progress id="progress" max="${count}" value="0" aria-labelledby="position"></progress>
<h2 id="question" tabindex="-1" dir="auto" aria-describedby="position"></h2>
<button type="button" id="heard" aria-keyshortcuts="R"><span id="heard-name"></span><kbd aria-hidden="true">R</kbd></button>
<div class="sides">
<div role="group" aria-label="Left choice">
<button type="button" id="left" aria-keyshortcuts="A">Play A<kbd aria-hidden="true">A</kbd></button>
<button type="button" class="choose" id="choose-left" aria-describedby="hint" aria-keyshortcuts="ArrowLeft"><span id="choose-left-name" dir="auto"></span><kbd aria-hidden="true">\u2190</kbd></button>
</div>
<div role="group" aria-label="Right choice">
<button type="button" id="right" aria-keyshortcuts="B">Play B<kbd aria-hidden="true">B</kbd></button>
<button type="button" class="choose" id="choose-right" aria-describedby="hint" aria-keyshortcuts="ArrowRight"><span id="choose-right-name" dir="auto"></span><kbd aria-hidden="true">\u2192</kbd></button>
</div>
</div>
<p id="hint" class="quiet" role="status"></p>
<label class="quiet keys"><input type="checkbox" id="keys" checked> Keys: R, A and B play, \u2190 and \u2192 choose</label>
</section>
<section id="end" aria-labelledby="done" hidden>
<h2 id="done" tabindex="-1">Done, thank you</h2>
<p id="score"></p>
<a class="button main" id="download">Download the answers (CSV)</a>
<details><summary>The answers as text</summary><textarea id="csv" readonly aria-label="Answers as CSV"></textarea></details>
<table aria-label="Answers"><thead><tr><th scope="col">trial</th><th scope="col">your answer</th><th scope="col">it was</th></tr></thead><tbody id="answers"></tbody></table>
</section>
</main>
<script type="application/json" id="data">${jsonInHtml(data)}</script>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

/** JSON that ends no element and opens none, whatever texts it holds. */
function jsonInHtml(data: PageData): string {
  return JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
