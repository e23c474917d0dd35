/* On the wall: the arrow keys, and the buttons of a presenter, press what the links say. */
(() => {
  var keys = { ArrowRight: "next", PageDown: "next", ArrowLeft: "prev", PageUp: "prev" };
  document.addEventListener("keydown", (event) => {
    var link = document.querySelector(".turn [rel=" + keys[event.key] + "]");
    if (!link || event.altKey || event.ctrlKey || event.metaKey) { return; }
    event.preventDefault();
    link.click();
  });
})();
