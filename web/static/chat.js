"use strict";
// Everything here is comfort: reading and writing work without it.
(() => {
  const form = document.getElementById("composer");
  const words = form.dataset;
  const field = form.elements;
  const [lines, text, chosen, wire, where] =
    ["lines", "text", "chosen", "wire", "where"].map((id) => document.getElementById(id));
  const shelf = `yizhan:${form.action}:${words.device}`;
  const files = new Map();
  let busy = false;
  let wait = 1000;
  let timer = 0;

  const freshId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)),
    (byte) => byte.toString(16).padStart(2, "0")).join("");
  const make = (tag, kind, said) => {
    const node = document.createElement(tag);
    if (kind) node.className = kind;
    if (kind === "words") node.dir = "auto";
    if (said) node.textContent = said;
    return node;
  };
  const toEnd = () => document.getElementById("end").scrollIntoView({ block: "end" });
  const isPhoto = (file) => file.type.startsWith("image/");

  // The journal: what was typed stays on this phone until the station says that it is saved.
  const journal = () => {
    try { return JSON.parse(localStorage.getItem(shelf)) || []; } catch { return []; }
  };
  const keep = () => {
    try { localStorage.setItem(shelf, JSON.stringify(waiting)); } catch { /* full or forbidden */ }
  };
  let waiting = journal();

  const lineOf = (id) => lines.querySelector(`[data-client="${CSS.escape(id)}"]`);
  const setState = (id, said, kind) => {
    lineOf(id).querySelector(".state").textContent = said;
    lineOf(id).dataset.state = kind;
  };
  const drawPhoto = (address) => {
    const photo = make("p", "photo");
    const picture = make("img");
    picture.src = address;
    picture.alt = words.photo;
    picture.width = 160;
    photo.append(picture);
    return photo;
  };
  const drawFile = (file) => isPhoto(file) ? drawPhoto(URL.createObjectURL(file)) : make("p", "file", words.voice);
  const drawMine = (entry) => {
    if (lineOf(entry.id)) return;
    const line = make("li", "line mine");
    line.dataset.client = entry.id;
    if (entry.shown) line.append(make("p", "words", entry.shown));
    line.append(...(files.get(entry.id) || []).map(drawFile));
    if (entry.location) line.append(make("p", "file", words.locationSent));
    const meta = make("p", "meta");
    meta.append(make("span", "state", words.sending));
    line.append(meta);
    lines.append(line);
    toEnd();
  };

  const bodyOf = (entry) => {
    const body = new FormData();
    for (const name of ["text", "press", "location", "place_code"]) body.append(name, entry[name] || "");
    body.append("token", field.token.value);
    body.append("client_id", entry.id);
    for (const file of files.get(entry.id) || []) body.append(isPhoto(file) ? "photo" : "voice", file, "file");
    return body;
  };
  const settle = (entry, said, kind) => {
    setState(entry.id, said, kind);
    waiting = waiting.filter((other) => other.id !== entry.id);
    files.delete(entry.id);
    keep();
    return true;
  };
  const sendOne = async (entry) => {
    setState(entry.id, words.sending, "sending");
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: bodyOf(entry), headers: { Accept: "application/json" },
      });
      const said = await answer.json();
      if (said.saved) return settle(entry, entry.lost ? words.lostFiles : words.saved, "saved");
      if ([400, 413, 415].includes(answer.status)) return settle(entry, said.error, "refused");
    } catch { /* no network, or no station: try again */ }
    setState(entry.id, words.unsaved, "unsaved");
    return false;
  };
  const sendAll = async () => {
    if (busy) return;
    busy = true;
    clearTimeout(timer);
    let well = true;
    // In order and one by one: a story told in three lines must arrive in three lines.
    while (well && waiting.length) well = await sendOne(waiting[0]);
    busy = false;
    if (well) wait = 1000;
    else timer = setTimeout(sendAll, wait = Math.min(wait * 2, 60000));
  };

  // A photo of a modern phone is ten times what anybody needs to see the leak.
  const smaller = async (file) => {
    if (!isPhoto(file) || file.size < 400000) return file;
    try {
      const picture = await createImageBitmap(file);
      const scale = Math.min(1, 1600 / Math.max(picture.width, picture.height));
      const canvas = make("canvas");
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
    entry.id = freshId();
    entry.place_code = field.place_code.value;
    field.place_code.value = "";
    if (picked.length) files.set(entry.id, await Promise.all(picked.map(smaller)));
    entry.files = picked.length;
    waiting.push(entry);
    keep();
    drawMine(entry);
    sendAll();
  };

  const picked = () => [...field.photo.files, ...field.voice.files];
  const tellChosen = () => {
    const isTooLarge = [...field.voice.files].some((file) => file.size > Number(words.most));
    if (isTooLarge) field.voice.value = "";
    const count = picked().length ? words.chosen.replace("0", picked().length) : "";
    chosen.textContent = isTooLarge ? words.tooLarge : `${count} ${field.location.value && words.locationSent}`.trim();
  };
  form.addEventListener("change", tellChosen);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const quick = event.submitter && event.submitter.name === "quick" ? event.submitter.value : "";
    if (quick) return say({ text: quick, shown: quick }, []);
    const [said, location, chosenFiles] = [text.value.trim(), field.location.value, picked()];
    text.focus();
    if (!said && !location && !chosenFiles.length) return undefined;
    form.reset();
    field.location.value = "";
    tellChosen();
    return say({ text: said, shown: said, location }, chosenFiles);
  });
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !matchMedia("(pointer: fine)").matches) return;
    event.preventDefault();
    form.requestSubmit(document.getElementById("send"));
  });
  lines.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = event.submitter;
    for (const other of event.target.elements) other.disabled = true;
    say({ press: button.value, shown: button.textContent }, []);
  });
  where.hidden = !navigator.geolocation;
  where.addEventListener("click", () => navigator.geolocation.getCurrentPosition(({ coords }) => {
    field.location.value = `${coords.latitude.toFixed(5)},${coords.longitude.toFixed(5)}`;
    tellChosen();
  }, () => { chosen.textContent = words.noPlace; }, { timeout: 10000 }));

  const drawLetter = (letter) => {
    if (lines.querySelector(`[data-letter="${letter.id}"]`)) return;
    const line = make("li", "line theirs");
    line.dataset.letter = letter.id;
    line.append(make("p", "words", letter.text));
    if (letter.photo) line.append(drawPhoto(words.stream.replace(/stream$/, `letter/${letter.id}/photo`)));
    if (letter.choices.length) {
      for (const old of lines.querySelectorAll(".choices")) old.remove();
      const choices = make("form", "choices");
      for (const [label, press] of letter.choices) choices.append(Object.assign(make("button", "", label), { value: press }));
      line.append(choices);
    }
    line.append(make("p", "meta", letter.at));
    lines.append(line);
    toEnd();
  };
  const stream = new EventSource(`${words.stream}?after=${words.after}`);
  const tellWire = (state) => { wire.dataset.state = state; wire.textContent = wire.dataset[`say${state}`]; };
  stream.addEventListener("letter", (event) => drawLetter(JSON.parse(event.data)));
  stream.addEventListener("open", () => { tellWire("Up"); sendAll(); });
  stream.addEventListener("error", () => tellWire("Down"));
  addEventListener("online", sendAll);

  document.getElementById("refresh").hidden = true;
  for (const entry of waiting) {
    entry.lost = entry.files > 0;
    drawMine(entry);
  }
  // A first visit begins at the top: there stand the emergency numbers and the notice.
  if (lines.children.length > 1) toEnd();
})();
