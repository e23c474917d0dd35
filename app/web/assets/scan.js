/* Cards at the door: a picture of the code, taken by the phone's own camera, is read in this browser and sent nowhere. */
(() => {
  var form = document.getElementById("scan"), box = document.getElementById("photo"), said = box.querySelector("[role=status]");
  var kit = window.savodxon = {}, ready;

  function load() {
    return new Promise((done, fail) => {
      var script = document.createElement("script");
      script.src = box.dataset.reader;
      script.onload = done;
      script.onerror = fail;
      document.head.append(script);
    });
  }
  /* A photo that is not read at one size is mostly read at another. */
  function decode(picture, most) {
    var share = Math.min(1.5, most / Math.max(picture.width, picture.height)), canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
    canvas.width = Math.round(picture.width * share);
    canvas.height = Math.round(picture.height * share);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    try { return kit.decode(pen.getImageData(0, 0, canvas.width, canvas.height)); } catch (none) { return ""; }
  }
  box.hidden = !window.createImageBitmap;
  box.querySelector("input").addEventListener("change", (event) => {
    var file = event.target.files[0];
    if (!file) { return; }
    (ready = ready || load()).then(() => createImageBitmap(file)).then((picture) => {
      var text = [1000, 1600, 700, 2600, 500].reduce((found, most) => found || decode(picture, most), "");
      if (!text) { throw text; }
      form.elements.card.value = text;
      form.submit();
    }).catch(() => { said.textContent = box.dataset.unread; event.target.value = ""; });
  });
})();
