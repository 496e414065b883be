// Single keys on the caseload and its board. They take no key from the browser, rest while someone types, and can be
// turned off for good (WCAG 2.1.4). The pages work without them.
const help = document.querySelector("[data-shortcuts]");
const KEPT = "shortcuts";
const FIRST_KEY_WAITS = 1000; // milliseconds, for the second of two keys

const kept = {
  read: () => {
    try {
      return localStorage.getItem(KEPT);
    } catch {
      return null;
    }
  },
  write: (value) => {
    try {
      localStorage.setItem(KEPT, value);
    } catch {
      // A browser that keeps nothing asks again on the next page.
    }
  },
};

if (help) {
  const lines = () => [...document.querySelectorAll("[data-line]")];
  const button = help.querySelector("[data-shortcuts-switch]");
  let on = kept.read() !== "off";
  let before = "";
  let at = 0;

  const say = () => {
    button.hidden = false;
    button.textContent = on ? "Turn shortcuts off" : "Turn shortcuts on";
  };

  const step = (by) => {
    const all = lines();
    const here = all.indexOf(document.activeElement);
    const next = all[here < 0 ? (by > 0 ? 0 : all.length - 1) : here + by];
    if (next) next.focus();
    return Boolean(next);
  };

  const open = (keys) => {
    const link = document.querySelector(`[data-key="${CSS.escape(keys)}"]`);
    if (link) link.click();
    return Boolean(link);
  };

  const show = () => {
    help.open = true;
    help.querySelector("summary").focus();
    return true;
  };

  const acts = {
    "/": () => {
      const box = document.getElementById("words");
      if (box) box.focus();
      return Boolean(box);
    },
    j: () => step(1),
    k: () => step(-1),
    "?": show,
  };

  const typing = (target) => target.closest("input, select, textarea, [contenteditable]");

  button.addEventListener("click", () => {
    on = !on;
    kept.write(on ? "on" : "off");
    say();
  });

  document.addEventListener("keydown", (event) => {
    if (!on || event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (!(event.target instanceof Element) || typing(event.target)) return;
    const first = event.timeStamp - at < FIRST_KEY_WAITS ? before : "";
    before = event.key;
    at = event.timeStamp;
    const done = first === "g" ? open(`g ${event.key}`) : acts[event.key] ? acts[event.key]() : open(event.key);
    if (done) {
      event.preventDefault();
      before = "";
    }
  });

  say();
}
