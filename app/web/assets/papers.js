/* Typing answer sheets: the next field comes by itself, a row is checked as it is left. All of it works without. */
(function () {
  "use strict";
  document.querySelectorAll("form[data-check]").forEach(function (form) {
    var fields = Array.prototype.slice.call(form.querySelectorAll(".cell input"));

    function say(number, words) {
      var input = form.querySelector('[name="q' + number + '"]');
      document.getElementById(input.id + "-says").textContent = words;
      input.parentNode.classList.toggle("wrong", Boolean(words));
      if (words) { input.setAttribute("aria-invalid", "true"); } else { input.removeAttribute("aria-invalid"); }
    }

    /* Only what was typed is judged: a field that is still empty is not yet a mistake. */
    function check() {
      if (!fields.some(function (field) { return field.value.trim(); })) { return; }
      fetch(form.getAttribute("data-check"), { method: "POST", body: new FormData(form), credentials: "same-origin" })
        .then(function (answer) { return answer.ok ? answer.json() : null; })
        .then(function (found) {
          if (found) {
            fields.forEach(function (field) { say(field.name.slice(1), found.cells[field.name.slice(1)] || ""); });
          }
        }, function () { return null; });
    }

    function next(field) {
      var after = fields[fields.indexOf(field) + 1];
      if (after) { after.focus(); after.select(); }
    }

    fields.forEach(function (field) {
      var full = Number(field.getAttribute("data-full"));
      field.addEventListener("input", function (event) {
        if (full && event.inputType === "insertText" && field.value.trim().length >= full) { next(field); }
      });
      /* A whole row at once: parts with a space or a tab between them, one a field. */
      field.addEventListener("paste", function (event) {
        var parts = event.clipboardData.getData("text").trim().split(/\s+/);
        if (parts.length < 2) { return; }
        event.preventDefault();
        fields.slice(fields.indexOf(field)).forEach(function (one, place) { if (parts[place]) { one.value = parts[place]; } });
      });
    });
    form.addEventListener("focusout", function (event) {
      if (!form.contains(event.relatedTarget)) { check(); }
    });
  });
}());
