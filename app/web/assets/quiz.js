/* Comfort for two kinds of question: rows are moved instead of numbered, areas of a picture are tapped. */
(function () {
  "use strict";

  document.querySelectorAll(".order").forEach(function (list) {
    var rows = [].slice.call(list.children);
    var said = list.dataset;
    var picks = list.querySelectorAll("select");
    if (!picks.length || picks[0].disabled) { return; }
    var news = document.createElement("p");
    news.className = "vh";
    news.setAttribute("aria-live", "polite");
    list.after(news);
    list.parentNode.querySelector(".hint").textContent = said.hint;

    function pick(row) { return row.querySelector("select"); }
    function words(row) { return row.querySelector("span").textContent; }
    function place(row) { return [].indexOf.call(list.children, row) + 1; }
    function number() {
      rows.forEach(function (row) { pick(row).value = place(row); });
      show();
    }
    function show() {
      rows.forEach(function (row) { row.querySelector("b").textContent = place(row) + "."; });
    }
    function moved(row) {
      number();
      news.textContent = words(row) + ": " + said.place.replace("#", place(row));
      pick(row).dispatchEvent(new Event("change", { bubbles: true }));
    }
    function put(row, kind, sign) {
      var made = document.createElement(kind);
      made.className = "btn plain";
      made.textContent = sign;
      row.firstElementChild.append(made);
      return made;
    }
    function button(row, sign, name, step) {
      var made = put(row, "button", sign);
      made.type = "button";
      made.setAttribute("aria-label", name + ": " + words(row));
      made.addEventListener("click", function () { step(); moved(row); made.focus(); });
    }

    /* Where places were given before, the list is shown as they say. */
    rows.slice().sort(function (one, other) { return (pick(one).value || 99) - (pick(other).value || 99); })
      .forEach(function (row) { list.append(row); });

    rows.forEach(function (row) {
      var label = row.firstElementChild;
      var box = document.createElement("div");
      box.className = label.className;
      box.append.apply(box, label.childNodes);
      label.replaceWith(box);
      pick(row).hidden = true;
      box.prepend(document.createElement("b"));
      var grip = put(row, "span", "≡");
      grip.classList.add("grip");
      grip.setAttribute("aria-hidden", "true");
      button(row, "↑", said.up, function () { if (place(row) > 1) { row.previousElementSibling.before(row); } });
      button(row, "↓", said.down, function () { if (place(row) < rows.length) { row.nextElementSibling.after(row); } });
      /* Others go round the row: what is taken out of the page, even for a moment, loses the finger on it. */
      grip.addEventListener("pointerdown", function (event) { event.preventDefault(); grip.setPointerCapture(event.pointerId); });
      grip.addEventListener("pointermove", function (event) {
        if (!grip.hasPointerCapture(event.pointerId)) { return; }
        rows.forEach(function (other) {
          var box = other.getBoundingClientRect();
          var isBelow = event.clientY > (box.top + box.bottom) / 2;
          if (isBelow && place(other) > place(row)) { row.before(other); }
          if (!isBelow && place(other) < place(row)) { row.after(other); }
        });
      });
      grip.addEventListener("pointerup", function () { moved(row); });
    });
    show();

    /* Whoever saves the list agrees with it as it stands; whoever presses another button does not. */
    document.addEventListener("submit", function (event) {
      var by = event.submitter;
      if (event.target !== picks[0].form) { return; }
      if (!by || !(by.name || by.hasAttribute("formaction"))) { number(); }
    }, true);
  });

  document.querySelectorAll(".spots g").forEach(function (area) {
    var box = document.getElementById(area.dataset.for);
    function show() { area.classList.toggle("on", box.checked); }
    area.addEventListener("click", function () { box.click(); });
    box.addEventListener("change", show);
    show();
  });
})();
