/* Comfort only: every task works without this file. */
(function () {
  "use strict";
  var root = document.documentElement;

  /* Text size: the same buttons that post to the server; with the script the choice stays on this device. */
  var sizes = document.querySelectorAll("form.size button");
  function show(size) {
    root.setAttribute("data-size", size);
    sizes.forEach(function (button) { button.setAttribute("aria-pressed", String(button.value === size)); });
  }
  function remembered() {
    try { return localStorage.getItem("text-size"); } catch (closed) { return null; }
  }
  sizes.forEach(function (button) {
    button.addEventListener("click", function (event) {
      try { localStorage.setItem("text-size", button.value); } catch (closed) { return; }
      event.preventDefault();
      show(button.value);
    });
  });
  if (/^[123]$/.test(remembered())) { show(remembered()); }

  /* Show the password while it is typed; hide it again before it is sent. */
  document.querySelectorAll("[data-show]").forEach(function (button) {
    var input = document.getElementById(button.getAttribute("data-show"));
    function turn(on) {
      input.type = on ? "text" : "password";
      button.setAttribute("aria-pressed", String(on));
    }
    button.hidden = false;
    button.addEventListener("click", function () { turn(input.type === "password"); });
    input.form.addEventListener("submit", function () { turn(false); });
  });

  /* Copy an address, where the browser lets a page do so. */
  document.querySelectorAll("[data-copy]").forEach(function (button) {
    if (!navigator.clipboard) { return; }
    button.hidden = false;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(button.getAttribute("data-copy")).then(function () {
        button.nextElementSibling.textContent = button.getAttribute("data-done");
      }, function () { button.hidden = true; });
    });
  });

  /* A second tap on a slow line sends nothing twice; coming back to the page, or eight seconds, frees the button. */
  var sent = [];
  /* Answers that wait on this device (saving.js) go with the person who leaves it. */
  function forget() {
    try {
      Object.keys(localStorage).forEach(function (key) { if (!key.indexOf("answer ")) { localStorage.removeItem(key); } });
    } catch (closed) { return; }
  }
  function free() { sent.forEach(function (form) { form.removeAttribute("data-sent"); }); sent = []; }
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented) { return; }
    if (form.hasAttribute("data-sent")) { event.preventDefault(); return; }
    if (form.hasAttribute("data-leaves")) { forget(); }
    form.setAttribute("data-sent", "");
    sent.push(form);
    setTimeout(free, 8000);
  });
  window.addEventListener("pageshow", free);

  /* After a mistake the list of mistakes is read first. */
  var summary = document.querySelector(".summary");
  if (summary) { summary.focus(); }
})();
