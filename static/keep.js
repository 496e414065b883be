// Keeps what was typed when the page is left before "Continue". The page works without it.
const form = document.querySelector("form[data-keep]");

if (form) {
  const typed = () => new URLSearchParams(new FormData(form)).toString();
  const before = typed();
  let sent = false;
  form.addEventListener("submit", () => {
    sent = true;
  });
  addEventListener("pagehide", () => {
    if (sent || typed() === before) return;
    const body = new URLSearchParams(new FormData(form));
    body.set("keep", "yes");
    navigator.sendBeacon(location.href, body);
  });
}
