// Keeps a press of "Book on" or "Book off" on this telephone until it is sent. The page works without it.
// Kept are the duty's number, which button, two times and a random key: nothing that says who or where.
const root = document.querySelector("[data-booking]");
const KEPT = "presses";
const MARK = "presses-of";
const DAY = 24 * 60 * 60 * 1000;
const AGAIN = 20 * 1000;

const read = () => {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) || [];
  } catch {
    return [];
  }
};
const write = (presses) => localStorage.setItem(KEPT, JSON.stringify(presses));
const clock = (at) =>
  new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" }).format(at);

if (root) {
  const duty = root.dataset.duty || (location.pathname.match(/^\/my-duties\/(\d+)\/booking$/) || [])[1];
  const list = root.querySelector("[data-kept]");
  const notice = root.querySelector("[data-notice]");
  const state = root.querySelector("[data-state]");
  const address = (end) => `/my-duties/${end}`;
  const mark = () => root.dataset.whose || localStorage.getItem(MARK) || "";
  const own = () => read().filter((press) => press.duty === duty && press.whose === mark());
  let sending = false;

  const words = (press) => {
    const what = `booked ${press.what} at ${clock(press.at)} on this phone`;
    if (press.state === "waiting") return `Waiting to be sent: ${what}.`;
    if (press.state === "refused") return `Not taken: ${what}. ${press.words}`;
    return `Sent at ${clock(press.sentAt)}: ${what}.`;
  };

  const show = () => {
    const presses = own();
    list.replaceChildren(
      ...presses.map((press) => {
        const line = document.createElement("li");
        line.textContent = words(press);
        line.className = { waiting: "", refused: "app-press__refused" }[press.state] ?? "app-press__sent";
        return line;
      }),
    );
    list.hidden = presses.length === 0;
    const last = presses.filter((press) => press.state === "waiting").at(-1);
    if (!last) return;
    if (state) state.textContent = last.what === "on" ? "You have booked on" : "You have booked off";
    for (const form of root.querySelectorAll("form[data-press]")) {
      form.hidden = !(last.what === "on" && form.dataset.press === "off");
    }
  };

  const settle = (key, change) => {
    write(read().map((press) => (press.key === key ? { ...press, ...change } : press)));
  };

  const tell = (text, link) => {
    notice.textContent = text;
    if (link) {
      const way = document.createElement("a");
      way.className = "govuk-link";
      way.href = location.href;
      way.textContent = link;
      notice.append(" ", way);
    }
    notice.hidden = !text;
  };

  const sendOne = async (press, token) => {
    const body = new URLSearchParams({
      csrf_token: token, what: press.what, key: press.key, device_at: press.at, sent_at: Date.now(),
    });
    const answer = await fetch(address(`${press.duty}/presses`), { method: "POST", body, redirect: "manual" });
    if (answer.status === 404) {
      settle(press.key, { state: "refused", words: "You are not on this duty any more. Ask whoever leads it." });
      return true;
    }
    const said = answer.ok || answer.status === 409 || answer.status === 422 ? await answer.json().catch(() => null) : null;
    if (!said) return false;
    const refused = said.state === "refused";
    settle(press.key, { state: refused ? "refused" : "sent", words: said.words, sentAt: Date.now() });
    return true;
  };

  const send = async () => {
    const waiting = read().filter((press) => press.state === "waiting");
    if (sending || waiting.length === 0) return;
    sending = true;
    let sent = 0;
    try {
      const answer = await fetch(address("press-token"), { redirect: "manual", cache: "no-store" });
      if (answer.type === "opaqueredirect" || answer.status === 401) {
        tell("Your sign-in has ended. What you pressed is kept on this phone.", "Sign in, and it is sent.");
      } else if (answer.ok) {
        const { token, whose } = await answer.json();
        const theirs = waiting.filter((press) => press.whose === whose);
        for (const press of theirs) sent += await sendOne(press, token);
        if (theirs.length < waiting.length) tell("Someone else used this phone without signal. What they pressed is sent when they sign in.");
      }
    } catch {
      tell("No signal. What you pressed is kept on this phone, and sent when there is signal again.");
    }
    sending = false;
    show();
    if (sent) location.reload();
  };

  for (const form of root.querySelectorAll("form[data-press]")) {
    form.addEventListener("submit", (event) => {
      if (!duty || !mark()) return;
      const press = {
        duty, whose: mark(), what: form.dataset.press, at: Date.now(), key: crypto.randomUUID(), state: "waiting",
      };
      try {
        write([...read(), press]);
      } catch {
        return; // nowhere to keep it: sent as a form
      }
      event.preventDefault();
      show();
      send();
    });
  }

  try {
    if (root.dataset.whose) localStorage.setItem(MARK, root.dataset.whose);
    write(read().filter((press) => press.state === "waiting" || Date.now() - press.at < DAY));
  } catch {
    // A browser that keeps nothing: the page works as a form.
  }
  show();
  send();
  addEventListener("online", send);
  setInterval(send, AGAIN);
  if ("serviceWorker" in navigator) navigator.serviceWorker.register(root.dataset.worker).catch(() => {});
}
