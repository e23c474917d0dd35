/* Answers are sent as they are given, and wait on this device while there is no line. Without this file the button sends. */
(function () {
  "use strict";
  var note = document.getElementById("saving"), form = document.querySelector("form[data-key]"), clock = document.getElementById("left");
  var told = note.dataset, memory = {}, busy = false, wait = 2000, timer, typing, line = "answer ";
  var stamp = form ? Number(form.dataset.stamp) : 0;

  function say(words) { note.hidden = false; if (note.textContent !== words) { note.textContent = words; } }
  function put(key, entry) {
    memory[key] = entry;
    try { localStorage.setItem(key, JSON.stringify(entry)); } catch (full) { /* this page remembers */ }
  }
  function drop(key) { delete memory[key]; try { localStorage.removeItem(key); } catch (closed) { /* as above */ } }
  function find(key) {
    try { return JSON.parse(localStorage.getItem(key)) || memory[key]; } catch (spoilt) { return memory[key]; }
  }
  function kept() {
    var keys = Object.keys(memory);
    try { keys = keys.concat(Object.keys(localStorage)); } catch (closed) { /* as above */ }
    return keys.filter(function (key, place) {
      if (key.indexOf(line) || keys.indexOf(key) !== place) { return false; }
      var entry = find(key);
      if (!entry || entry.owner !== told.owner) { drop(key); return false; }
      return true;
    });
  }

  /* Sends what waits, oldest page first; then calls `done` with the last answer. Another person's is dropped, never sent. */
  function push(done) {
    var key = kept()[0];
    clearTimeout(timer);
    if (busy || !key) { return; }
    var entry = find(key), body = new URLSearchParams(entry.body);
    busy = true;
    body.set("_token", document.querySelector("[name=_token]").value);
    body.set("stamp", entry.stamp);
    fetch(entry.url, { method: "POST", headers: { "X-Saving": "1" }, body: body, keepalive: String(body).length < 60000 }).then(function (answer) {
      busy = false;
      if (answer.status === 401 || answer.status === 429 || answer.status > 499) { throw answer; }
      if ((find(key) || entry).stamp === entry.stamp) { drop(key); }
      if (!answer.ok) { say(told.refused); return done && done(answer); }
      return answer.json().then(function (said) {
        wait = 2000;
        if (kept().length) { return push(done); }
        say(told[said.state] || told.saved);
        if (done) { done(answer, said.next); }
      });
    }).catch(function (answer) {
      busy = false;
      say(told.unsaved);
      timer = setTimeout(push, wait);
      wait = Math.min(wait * 2, 60000);
      if (done && answer.status) { done(answer); }
    });
  }
  function keep(button) {
    var body = new URLSearchParams(new FormData(form));
    body.delete("_token");
    if (button && button.name) { body.set(button.name, button.value); }
    put(line + form.dataset.key, { owner: told.owner, url: form.getAttribute("action"), body: String(body), stamp: ++stamp });
  }

  if (form) {
    var mine = kept().indexOf(line + form.dataset.key) < 0 ? null : find(line + form.dataset.key);
    if (mine) {
      stamp = Math.max(stamp, mine.stamp);
      var given = new URLSearchParams(mine.body);
      form.querySelectorAll("[name^='answer.']").forEach(function (field) {
        if (field.type === "radio" || field.type === "checkbox") { field.checked = given.getAll(field.name).indexOf(field.value) >= 0; }
        else if (given.has(field.name)) { field.value = given.get(field.name); }
      });
    }
    form.addEventListener("change", function () { clearTimeout(typing); keep(); say(told.sending); push(); });
    form.addEventListener("input", function () {
      clearTimeout(typing);
      typing = setTimeout(function () { keep(); push(); }, 1500);
    });
    form.addEventListener("submit", function (event) {
      var button = event.submitter;
      if (button && button.hasAttribute("formaction")) { return; }
      event.preventDefault();
      clearTimeout(typing);
      keep(button);
      say(told.sending);
      (function go() {
        if (busy) { setTimeout(go, 100); return; }
        push(function (answer, next) { if (next) { location.assign(next); } else { form.submit(); } });
      })();
    });
  }
  window.addEventListener("online", function () { push(); });
  if (kept().length) { say(told.unsaved); push(); }

  /* The time that is left, by the server's clock; said aloud at five minutes and at one. */
  if (clock) {
    var end = performance.now() + clock.dataset.left * 1000;
    (function tick() {
      var left = Math.ceil((end - performance.now()) / 60000);
      clock.textContent = clock.dataset.words.replace("#", Math.max(left, 0));
      if (left === 5 || left === 1) { say(clock.textContent); }
      if (left > 0) { setTimeout(tick, 30000); } else if (navigator.onLine) { location.assign(clock.dataset.next); }
    })();
  }
})();
