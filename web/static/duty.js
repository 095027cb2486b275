"use strict";
// The page comes anew every ten seconds, and turns red where for a minute nothing was heard.
(() => {
  const LOOK = 10000;
  const OLD = 60000;
  const duty = document.getElementById("duty");
  const heard = Date.now();
  setInterval(() => {
    if (Date.now() - heard < OLD) return;
    duty.classList.add("red");
    duty.querySelector(".old").hidden = false;
    duty.querySelector(".well").hidden = true;
  }, 1000);
  setInterval(async () => {
    try {
      const answer = await fetch(location.href, { method: "HEAD", redirect: "error" });
      if (answer.ok) location.reload();
    } catch {
      // Nothing was heard; the other timer sees to it.
    }
  }, LOOK);
})();
