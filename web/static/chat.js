"use strict";
// Everything here is comfort: reading and writing work without it.
(() => {
  const form = document.getElementById("composer");
  const words = form.dataset;
  const lines = document.getElementById("lines");
  const text = document.getElementById("text");
  const chosen = document.getElementById("chosen");
  const notice = document.getElementById("notice");
  const wire = document.getElementById("wire");
  const shelf = "yizhan:" + form.action + ":" + words.device;
  const files = new Map();
  const sending = new Set();
  let wait = 1000;
  let timer = 0;

  const freshId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)),
    (byte) => byte.toString(16).padStart(2, "0")).join("");
  const make = (tag, kind, said) => {
    const node = document.createElement(tag);
    if (kind) node.className = kind;
    if (said) node.textContent = said;
    return node;
  };
  const toEnd = () => document.getElementById("end").scrollIntoView({ block: "end" });

  // The journal: what was typed stays on this phone until the station says that it is saved.
  const journal = () => {
    try { return JSON.parse(localStorage.getItem(shelf)) || []; } catch { return []; }
  };
  const keep = (entries) => {
    try { localStorage.setItem(shelf, JSON.stringify(entries)); } catch { /* full or forbidden */ }
  };
  let waiting = journal();

  const lineOf = (id) => lines.querySelector(`[data-client="${CSS.escape(id)}"]`);
  const setState = (id, said, kind) => {
    const line = lineOf(id);
    if (!line) return;
    line.querySelector(".state").textContent = said;
    line.dataset.state = kind;
  };
  const drawMine = (entry) => {
    if (lineOf(entry.id)) return;
    const line = make("li", "line mine");
    line.dataset.client = entry.id;
    if (entry.shown) {
      const said = make("p", "words", entry.shown);
      said.dir = "auto";
      line.append(said);
    }
    for (const file of files.get(entry.id) || []) {
      line.append(make("p", "file", file.type.startsWith("image/") ? words.photo : words.voice));
    }
    if (entry.location) line.append(make("p", "file", words.locationSent));
    const meta = make("p", "meta");
    meta.append(make("span", "state", words.sending));
    line.append(meta);
    lines.append(line);
    toEnd();
  };

  const done = (entry) => {
    waiting = waiting.filter((other) => other.id !== entry.id);
    files.delete(entry.id);
    keep(waiting);
  };
  const bodyOf = (entry) => {
    const body = new FormData();
    for (const name of ["text", "press", "location", "place_code"]) body.append(name, entry[name] || "");
    body.append("token", form.elements.token.value);
    body.append("client_id", entry.id);
    for (const file of files.get(entry.id) || []) {
      body.append(file.type.startsWith("image/") ? "photo" : "voice", file, "file");
    }
    return body;
  };
  const retryLater = () => {
    clearTimeout(timer);
    timer = setTimeout(sendAll, wait);
    wait = Math.min(wait * 2, 60000);
  };
  const sendOne = async (entry) => {
    setState(entry.id, words.sending, "sending");
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: bodyOf(entry), headers: { Accept: "application/json" },
      });
      const said = await answer.json().catch(() => ({}));
      if (answer.ok && said.saved) {
        wait = 1000;
        setState(entry.id, entry.lost ? words.lostFiles : words.saved, "saved");
        done(entry);
      } else if (answer.status === 400 || answer.status === 413 || answer.status === 415) {
        setState(entry.id, said.error || words.unsaved, "refused");
        done(entry);
      } else {
        throw new Error(String(answer.status));
      }
    } catch {
      setState(entry.id, words.unsaved, "unsaved");
      return false;
    }
    return true;
  };
  const sendAll = async () => {
    if (sending.size) return;
    sending.add(1);
    let well = true;
    // In order and one by one: a story told in three lines must arrive in three lines.
    while (well && waiting.length) well = await sendOne(waiting[0]);
    sending.clear();
    if (!well) retryLater();
  };

  // A photo of a modern phone is ten times what anybody needs to see the leak.
  const smaller = async (file) => {
    if (!file.type.startsWith("image/") || file.size < 400000) return file;
    try {
      const picture = await createImageBitmap(file);
      const scale = Math.min(1, 1600 / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const less = await new Promise((use) => canvas.toBlob(use, "image/jpeg", 0.85));
      return less && less.size < file.size ? less : file;
    } catch {
      return file;
    }
  };
  const say = async (entry, picked) => {
    const small = await Promise.all(picked.map(smaller));
    entry.id = freshId();
    entry.place_code = form.elements.place_code.value;
    if (small.length) files.set(entry.id, small);
    entry.files = small.length;
    waiting.push(entry);
    keep(waiting);
    drawMine(entry);
    clearTimeout(timer);
    sendAll();
  };

  const picked = () => [...form.elements.photo.files, ...form.elements.voice.files];
  const tellChosen = () => {
    const most = Number(words.most);
    const large = picked().some((file) => !file.type.startsWith("image/") && file.size > most);
    const parts = picked().length ? [words.chosen.replace("0", picked().length)] : [];
    if (form.elements.location.value) parts.push(words.locationSent);
    chosen.textContent = large ? words.tooLarge : parts.join(" ");
    if (large) form.elements.voice.value = "";
  };
  form.addEventListener("change", tellChosen);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const quick = event.submitter && event.submitter.name === "quick" ? event.submitter.value : "";
    const said = quick || text.value.trim();
    const place = quick ? "" : form.elements.location.value;
    const chosenFiles = quick ? [] : picked();
    if (!said && !place && !chosenFiles.length) return text.focus();
    say({ text: said, shown: said, location: place }, chosenFiles);
    if (quick) return undefined;
    form.reset();
    form.elements.location.value = "";
    tellChosen();
    return text.focus();
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && matchMedia("(pointer: fine)").matches) {
      event.preventDefault();
      form.requestSubmit(document.getElementById("send"));
    }
  });
  lines.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = event.submitter;
    if (!button || event.target.dataset.used) return;
    event.target.dataset.used = "yes";
    for (const other of event.target.elements) other.disabled = true;
    say({ press: button.value, shown: button.textContent }, []);
  });
  const where = document.getElementById("where");
  where.hidden = !navigator.geolocation;
  where.addEventListener("click", () => navigator.geolocation.getCurrentPosition((found) => {
    const { latitude, longitude } = found.coords;
    form.elements.location.value = `${latitude.toFixed(5)},${longitude.toFixed(5)}`;
    tellChosen();
  }, () => { chosen.textContent = words.noPlace; }, { timeout: 10000 }));

  const drawLetter = (letter) => {
    if (lines.querySelector(`[data-letter="${letter.id}"]`)) return;
    if (letter.text.trim() === notice.textContent.trim()) return;
    if (letter.choices.length) for (const old of lines.querySelectorAll(".choices")) old.remove();
    const line = make("li", "line theirs");
    line.dataset.letter = letter.id;
    const said = make("p", "words", letter.text);
    said.dir = "auto";
    line.append(said);
    if (letter.choices.length) {
      const choices = make("form", "choices");
      for (const [label, press] of letter.choices) {
        const button = make("button", "", label);
        button.value = press;
        choices.append(button);
      }
      line.append(choices);
    }
    line.append(make("p", "meta", letter.at));
    lines.append(line);
    toEnd();
  };
  const stream = new EventSource(`${words.stream}?after=${words.after}`);
  stream.addEventListener("letter", (event) => drawLetter(JSON.parse(event.data)));
  stream.addEventListener("open", () => { wire.textContent = words.up || wire.dataset.up; wire.dataset.state = "up"; sendAll(); });
  stream.addEventListener("error", () => { wire.textContent = wire.dataset.down; wire.dataset.state = "down"; });
  addEventListener("online", () => { wait = 1000; sendAll(); });

  for (const entry of waiting) {
    if (entry.files) entry.lost = true;
    drawMine(entry);
  }
  toEnd();
  if (waiting.length) sendAll();
})();
