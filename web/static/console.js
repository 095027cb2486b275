"use strict";
// The console works without this; it only says when something is new and keeps fingers from pressing twice.
(() => {
  const fresh = document.getElementById("fresh");
  const isList = document.querySelector(".cases, .notices, .empty") !== null;
  let touched = false;
  let timer = 0;
  document.addEventListener("input", () => { touched = true; });
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "yes";
  });
  addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sent;
  });
  fresh.querySelector("a").href = location.href;
  const news = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      // A half-written answer is worth more than a fresh list.
      if (!isList || touched || scrollY > 300) fresh.hidden = false;
      else location.reload();
    }, 800);
  };
  const stream = new EventSource(fresh.dataset.stream);
  stream.addEventListener("change", () => { if (isList) news(); });
  stream.addEventListener("letter", (event) => {
    if (isList || JSON.parse(event.data).number === fresh.dataset.number) news();
  });
  addEventListener("pagehide", () => stream.close());
})();
