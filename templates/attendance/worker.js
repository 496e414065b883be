// Shows a page that belongs to nobody while there is no signal. Pages of people who are signed in are never kept.
const KEEP = "without-signal";
const SHELL = {{ url_for("attendance.without_signal") | tojson }};
const FILES = [SHELL, {{ asset("built/app.css") | tojson }}, {{ asset("booking.js") | tojson }}, {{ asset("start.js") | tojson }}];

addEventListener("install", (event) => {
  const ask = (file) => new Request(file, { credentials: "omit", cache: "reload" });
  event.waitUntil(caches.open(KEEP).then((kept) => kept.addAll(FILES.map(ask))).then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  event.waitUntil(clients.claim());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match(SHELL)));
  } else if (new URL(request.url).pathname.startsWith("/static/")) {
    event.respondWith(fetch(request).catch(() => caches.match(request).then((kept) => kept || Response.error())));
  }
});
