/* Attendance: each tap is sent as it is made, and waits on this device while there is no line. Without this file the button sends. */
(() => {
  var form = document.getElementById("marks"), note = document.getElementById("saving");
  if (!form) { return; }
  var told = note.dataset, place = "marks " + told.meeting, key = form.elements.key.value, waiting = [], wait = 2000, busy, timer;

  function say(words) { note.hidden = false; note.textContent = words; }
  /* A browser may keep nothing: then this page remembers. Taps of another person are dropped, never sent. */
  function keep() {
    try {
      if (waiting.length) { localStorage.setItem(place, JSON.stringify({ owner: told.owner, taps: waiting })); }
      else { localStorage.removeItem(place); }
    } catch (closed) { return; }
  }
  try {
    var kept = JSON.parse(localStorage.getItem(place));
    if (kept && kept.owner === told.owner) { waiting = kept.taps; }
    keep();
  } catch (closed) { waiting = []; }

  function field(kind, subject) { return form.elements[kind + "." + subject]; }
  function show(subject, state) {
    form.querySelectorAll("[name='state." + subject + "']").forEach((one) => { one.checked = one.value === state; });
  }
  function count() {
    var there = form.querySelectorAll("h2 ~ .who input:checked:not([value=absent])").length;
    document.getElementById("there").textContent = form.querySelectorAll(".who input:checked:not([value=absent])").length - there;
  }
  function tap(subject, state) {
    var stamp = field("stamp", subject), was = field("was", subject);
    waiting.push({ key: key, subject: subject, state: state, was: was.value, stamp: Number(stamp.value) });
    stamp.value = Number(stamp.value) + 1;
    was.value = state;
    count();
  }

  /* The oldest taps first, of each person one at a time: those of one page in one go. What is refused is not sent for ever. */
  function push() {
    clearTimeout(timer);
    keep();
    if (busy || !waiting.length) { return; }
    var sent = [], body = new URLSearchParams();
    waiting.every((one) => {
      if (one.key !== waiting[0].key || sent.some((other) => other.subject === one.subject)) { return false; }
      body.set("state." + one.subject, one.state);
      body.set("was." + one.subject, one.was);
      body.set("stamp." + one.subject, one.stamp);
      return sent.push(one);
    });
    body.set("_token", form.elements._token.value);
    body.set("key", sent[0].key);
    if (form.elements.way) { body.set("way", form.elements.way.value); }
    busy = true;
    fetch(form.getAttribute("action"), { method: "POST", headers: { "X-Saving": "1" }, body: body }).then((answer) => {
      busy = false;
      if (answer.status === 401 || answer.status === 429 || answer.status > 499) { throw answer; }
      waiting = waiting.slice(sent.length);
      keep();
      if (!answer.ok) { return say(told.refused); }
      wait = 2000;
      return answer.json().then((said) => {
        Object.keys(said.marks).forEach((subject) => {
          if (waiting.some((one) => one.subject === subject) || !field("stamp", subject)) { return; }
          field("stamp", subject).value = said.marks[subject].stamp;
          field("was", subject).value = said.marks[subject].state;
          show(subject, said.marks[subject].state);
        });
        count();
        if (waiting.length) { return push(); }
        say(told.saved);
      });
    }).catch(() => {
      busy = false;
      say(told.unsaved);
      timer = setTimeout(push, wait);
      wait += wait < 60000 ? wait : 0;
    });
  }

  form.addEventListener("change", (event) => {
    var row = event.target.closest("[data-subject]");
    if (!row) { return; }
    tap(row.dataset.subject, event.target.value);
    say(told.sending);
    push();
  });
  form.addEventListener("submit", (event) => {
    if (!event.submitter || event.submitter.name !== "all") { return; }
    event.preventDefault();
    form.querySelectorAll("[data-subject]").forEach((row) => {
      var subject = row.dataset.subject;
      if (row.querySelector("input:checked") || row.matches("h2 ~ .who")) { return; }
      show(subject, "present");
      tap(subject, "present");
    });
    say(waiting.length ? told.sending : told.saved);
    push();
  });
  waiting.forEach((one) => {
    if (!field("stamp", one.subject)) { return; }
    show(one.subject, one.state);
    field("was", one.subject).value = one.state;
    field("stamp", one.subject).value = Math.max(Number(field("stamp", one.subject).value), one.stamp + 1);
  });
  window.addEventListener("online", push);
  if (waiting.length) { count(); say(told.unsaved); push(); }
})();
