/* Answers are sent as they are given, and wait on this device while there is no line. Without this file the button sends. */
(() => {
  var note = document.getElementById("saving"), form = document.querySelector("form[data-place]"), clock = document.getElementById("left");
  if (!note) { return; }
  var told = note.dataset, line = "answer ", own = form && line + form.dataset.place, stamp = form ? Number(form.dataset.stamp) : 0;
  var memory = {}, wait = 2000, busy, timer, typing, last, leaving;

  function say(words) { note.hidden = false; note.textContent = words; }
  /* A browser may keep nothing: then this page remembers. */
  function local(call) { try { return call(localStorage); } catch (closed) { return null; } }
  function put(key, entry) { memory[key] = entry; local((store) => store.setItem(key, JSON.stringify(entry))); }
  function drop(key) { delete memory[key]; local((store) => store.removeItem(key)); }
  function find(key) { return local((store) => JSON.parse(store.getItem(key))) || memory[key]; }
  function kept() {
    return Object.keys(Object.assign({}, memory, local((store) => store))).filter((key) => {
      if (key.indexOf(line)) { return; }
      var entry = find(key);
      if (entry && entry.owner === told.owner) { return true; }
      drop(key);
    });
  }

  /* Sends what waits, one after another; then goes on, if the button was pressed. Another person's was dropped, never sent. */
  function push() {
    var key = kept()[0];
    clearTimeout(timer);
    if (busy || !key) { return; }
    var entry = find(key), body = new URLSearchParams(entry.body);
    busy = true;
    body.set("_token", document.querySelector("[name=_token]").value);
    body.set("stamp", entry.stamp);
    fetch(entry.url, { method: "POST", headers: { "X-Saving": "1" }, body: body, keepalive: String(body).length < 60000 }).then((answer) => {
      busy = false;
      if (answer.status === 401 || answer.status === 429 || answer.status > 499) { throw answer; }
      if ((find(key) || entry).stamp === entry.stamp) {
        /* What is refused is tried twice more, on later pages: a new page has a new token. */
        entry.refused = answer.ok || answer.status === 404 ? 3 : (entry.refused || 0) + 1;
        if (entry.refused > 2) { drop(key); } else { put(key, entry); }
      }
      if (!answer.ok) { say(told.refused); return leave(); }
      wait = 2000;
      return answer.json().then((said) => {
        if (kept().length) { return push(); }
        say(told[said.state] || told.saved);
        leave(said.next);
      });
    }).catch((answer) => {
      busy = false;
      say(told.unsaved);
      timer = setTimeout(push, wait);
      wait += wait < 60000 ? wait : 0;
      if (answer.status) { leave(); }
      leaving = false;
    });
  }
  function leave(next) {
    if (leaving && next) { location.assign(next); } else if (leaving) { form.submit(); }
  }
  function written(button) {
    var body = new URLSearchParams(new FormData(form));
    body.delete("_token");
    if (button && button.name) { body.set(button.name, button.value); }
    return String(body);
  }
  function keep(button) {
    var body = written(button);
    if (body !== last) { last = body; stamp += 1; }
    put(own, { owner: told.owner, url: form.getAttribute("action"), body: body, stamp: stamp });
  }

  if (form) {
    var mine = kept().indexOf(own) < 0 ? null : find(own);
    last = written();
    if (mine && mine.stamp > stamp) {
      stamp = mine.stamp;
      last = mine.body;
      var given = new URLSearchParams(last);
      form.querySelectorAll("[name^='answer.']").forEach((field) => {
        if (/radio|checkbox/.test(field.type)) { field.checked = given.getAll(field.name).indexOf(field.value) >= 0; }
        else if (given.has(field.name)) { field.value = given.get(field.name); }
      });
    }
    form.addEventListener("change", () => { clearTimeout(typing); keep(); say(told.sending); push(); });
    form.addEventListener("input", () => {
      clearTimeout(typing);
      typing = setTimeout(() => { keep(); push(); }, 1500);
    });
    form.addEventListener("submit", (event) => {
      var button = event.submitter;
      if (button && button.hasAttribute("formaction")) { return; }
      event.preventDefault();
      clearTimeout(typing);
      keep(button);
      leaving = true;
      push();
    });
  }
  window.addEventListener("online", push);
  if (kept().length) { say(told.unsaved); push(); }

  /* The time that is left, by the server's clock; said aloud at five minutes and at one. */
  if (clock) {
    var end = performance.now() + clock.dataset.left * 1000;
    (function tick() {
      var left = Math.ceil((end - performance.now()) / 60000);
      clock.textContent = clock.dataset.words.replace("#", left > 0 ? left : 0);
      if (left === 5 || left === 1) { say(clock.textContent); }
      if (left > 0 || !navigator.onLine) { setTimeout(tick, 30000); } else { location.assign(clock.dataset.next); }
    })();
  }
})();
