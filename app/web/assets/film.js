/* A film that asks: it stops at a question and goes on after the answer. Without this file the questions stand below it. */
(function () {
  "use strict";
  if (!window.fetch || !window.DOMParser || !window.URLSearchParams) { return; }

  document.querySelectorAll(".film").forEach(function (film) {
    var video = film.querySelector("video");
    var forms = Array.from(film.querySelectorAll("form[data-cue]"));
    var tracks = Array.from(video.textTracks).filter(function (one) { return one.kind === "metadata"; });
    var asked = null;

    function go(at) {
      if (at !== undefined) { video.currentTime = at; }
      var begun = video.play();
      if (begun) { begun.catch(function () {}); }
    }
    function part(form, name) { return form.querySelector(name); }

    film.addEventListener("click", function (event) {
      var link = event.target.closest("a[data-at]");
      if (!link) { return; }
      event.preventDefault();
      video.focus();
      go(Number(link.getAttribute("data-at")));
    });

    /* Questions wait for their moment; what cannot be played, or has been played, shows them all. */
    function showAll() { forms.forEach(function (form) { form.hidden = form.done === true; }); }
    forms.forEach(function (form) { form.hidden = true; });
    video.addEventListener("error", showAll, true);
    video.addEventListener("ended", showAll);
    film.querySelectorAll("track[kind=metadata]").forEach(function (one) { one.addEventListener("error", showAll); });
    video.addEventListener("play", function () {
      tracks.forEach(function (one) { one.mode = "hidden"; });
      if (!asked) { return; }
      if (asked.hasAttribute("data-required") && !asked.done) { video.pause(); focus(asked); } else { close(); }
    });

    function focus(form) { part(form, "[tabindex]").focus(); }
    function ask(form, cue) {
      video.pause();
      if (video.currentTime > cue.startTime + 1) { video.currentTime = cue.startTime; }
      if (document.fullscreenElement) { document.exitFullscreen(); }
      if (video.webkitDisplayingFullscreen) { video.webkitExitFullscreen(); }
      asked = form;
      form.hidden = false;
      focus(form);
    }
    function close() {
      asked.done = true;
      asked.hidden = true;
      asked = null;
      video.focus();
    }
    function look() {
      var now = video.currentTime;
      if (asked || !tracks.length || !tracks[0].cues) { return; }
      Array.from(tracks[0].cues).some(function (cue) {
        var form = forms.filter(function (one) { return one.getAttribute("data-cue") === cue.id; })[0];
        var is_due = form && !form.done && now >= cue.startTime;
        if (is_due && (form.hasAttribute("data-required") || now < cue.startTime + 1)) { ask(form, cue); }
        return asked;
      });
    }
    video.addEventListener("timeupdate", look);
    tracks.forEach(function (one) { one.addEventListener("cuechange", look); });

    function answered(form, on, told) {
      part(form, "[data-go]").hidden = !on || asked !== form;
      part(form, ".btn:not([type])").hidden = on;
      var back = part(form, "[data-back]");
      if (back) { back.hidden = !on || told === "right"; }
    }
    forms.forEach(function (form) {
      var status = part(form, "[role=status]");
      var lost = part(form, "[data-lost]");
      form.addEventListener("submit", function (event) {
        event.preventDefault();
        fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) }).then(function (answer) {
          return answer.text();
        }).then(function (text) {
          var told = new DOMParser().parseFromString(text, "text/html").querySelector("[data-outcome], main .field .error");
          if (!told) { throw new Error(); }
          told.removeAttribute("id");
          lost.hidden = true;
          status.textContent = "";
          status.append(document.importNode(told, true));
          var outcome = told.getAttribute("data-outcome");
          if (!outcome) { return focus(form); }
          form.done = true;
          answered(form, true, outcome);
          var next = Array.from(form.querySelectorAll("[data-back]:not([hidden]), [data-go]:not([hidden])"))[0];
          if (next) { next.focus(); }
        }).catch(function () { lost.hidden = false; });
      });
      part(form, "[data-go]").addEventListener("click", function () { close(); go(); });
      var back = part(form, "[data-back]");
      if (back) {
        back.addEventListener("click", function () {
          asked = form;
          close();
          form.done = false;
          form.reset();
          status.textContent = "";
          answered(form, false);
          go(Number(back.getAttribute("data-back")));
        });
      }
    });
  });
})();
