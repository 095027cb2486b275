"use strict";
// The console works without this; it only says when something is new and keeps fingers from pressing twice.
(() => {
  const fresh = document.getElementById("fresh");
  if (!fresh) return;
  let touched = false;
  document.addEventListener("input", () => { touched = true; });
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "yes";
  });
  addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sent;
  });
  fresh.querySelector("a").href = location.href;
  let timer = 0;
  const news = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      // A half-written answer is worth more than a fresh list.
      const reading = touched || document.querySelector(".act[open] textarea:focus") || scrollY > 300;
      if (reading) fresh.hidden = false;
      else location.reload();
    }, 800);
  };
  const stream = new EventSource(fresh.dataset.stream);
  stream.addEventListener("letter", news);
  stream.addEventListener("change", news);
  addEventListener("pagehide", () => stream.close());
})();
