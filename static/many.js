// Ticking many lines of a list at once, and saying how many are ticked. The page works without it: the same button then
// brings the page back with every line ticked.
const list = document.querySelector("form[data-many]");

if (list) {
  const boxes = [...list.querySelectorAll('input[name="pick"]')];
  const tick = list.querySelector("[data-many-tick]");
  const count = list.querySelector("[data-many-count]");
  const ticked = () => boxes.filter((box) => box.checked).length;
  let last = null;

  const say = () => {
    const number = ticked();
    count.textContent = number ? `: ${number}` : "";
    tick.textContent = number === boxes.length ? "Tick none" : "Tick all on this page";
  };

  if (tick) {
    tick.addEventListener("click", (event) => {
      event.preventDefault();
      const all = ticked() < boxes.length;
      for (const box of boxes) box.checked = all;
      say();
    });
    // With the shift key, everything between the last box and this one.
    list.addEventListener("click", (event) => {
      const here = boxes.indexOf(event.target);
      if (here < 0) return;
      if (event.shiftKey && last !== null) {
        const [from, to] = [Math.min(here, last), Math.max(here, last)];
        for (const box of boxes.slice(from, to + 1)) box.checked = boxes[here].checked;
      }
      last = here;
      say();
    });
    say();
  }
}
