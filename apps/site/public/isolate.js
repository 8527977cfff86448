// Isolates pages on hosts that set no headers (GitHub Pages), so that WebAssembly may use threads: as a script of a page it
// registers itself as a service worker; as the service worker it adds the two headers to every answer.
if (typeof document === 'undefined') {
  addEventListener('install', () => skipWaiting());
  addEventListener('activate', (event) => event.waitUntil(clients.claim()));
  addEventListener('fetch', (event) => {
    const { request } = event;
    // Chromium asks so for what it may not fetch anew.
    if (request.cache === 'only-if-cached' && request.mode !== 'same-origin') return;
    if (new URL(request.url).origin === location.origin) event.respondWith(isolated(request));
  });
} else if (!crossOriginIsolated && navigator.serviceWorker) {
  const { src } = document.currentScript;
  navigator.serviceWorker.register(src).then(async () => {
    await navigator.serviceWorker.ready;
    // Once only: a browser that can't isolate the page shows it as it is.
    if (sessionStorage.getItem('isolate')) return;
    sessionStorage.setItem('isolate', 'tried');
    location.reload();
  });
}

async function isolated(request) {
  const answer = await fetch(request);
  const headers = new Headers(answer.headers);
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  headers.set('Cross-Origin-Embedder-Policy', 'require-corp');
  headers.set('Cross-Origin-Resource-Policy', 'same-origin');
  const { status, statusText } = answer;
  return status === 0 ? answer : new Response(answer.body, { status, statusText, headers });
}
