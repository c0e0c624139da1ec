// the service worker: keeps every file of one version, answers from it first, and never keeps an answer of the API
const CACHE = `app-${VERSION}`;

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(sweep()));
self.addEventListener("fetch", (event) => {
  const name = nameOf(event.request);
  if (name !== null) event.respondWith(kept(name, event.request));
});
self.addEventListener("message", (event) => {
  if (event.data === "activate") event.waitUntil(activate());
  if (event.data === "version") event.source.postMessage({ version: VERSION });
});

// all files of this version or none: an answer of another version, or of somebody in between, ends the installation
async function fill() {
  const cache = await caches.open(CACHE);
  await Promise.all(ASSETS.map(async (name) => {
    const answer = await fetch(`/app/${name}`, { cache: "no-cache", redirect: "error" });
    if (answer.status !== 200 || answer.headers.get("App-Version") !== VERSION) throw new Error(`not of ${VERSION}: ${name}`);
    await cache.put(`/app/${name}`, answer);
  }));
}

async function sweep() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("app-") && name !== CACHE).map((name) => caches.delete(name)));
  await self.clients.claim();
}

// takes over only where one window is open: no other one's form is pulled from under it
async function activate() {
  const open = await self.clients.matchAll({ includeUncontrolled: true, type: "window" });
  if (open.length <= 1) await self.skipWaiting();
}

function nameOf(request) {
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || !url.pathname.startsWith("/app/")) return null;
  if (request.mode === "navigate") return "";
  const name = url.pathname.slice("/app/".length);
  return ASSETS.includes(name) ? name : null;
}

async function kept(name, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(`/app/${name}`)) ?? fetch(request);
}
