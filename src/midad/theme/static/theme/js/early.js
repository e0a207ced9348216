// Runs before the first paint: how the reader wants to read, so that nothing jumps. Whoever chose digits, clock or
// calendar gets wording.js at once: written into the page here, it runs before anything is shown.
(function () {
  var root = document.documentElement;
  root.classList.add("js");
  try {
    var size = localStorage.getItem("text-size");
    var mode = localStorage.getItem("mode");
    if (size && size !== "normal") root.dataset.textSize = size;
    if (mode && mode !== "system") root.dataset.mode = mode;
    if (localStorage.getItem("digits") || localStorage.getItem("clock") || localStorage.getItem("calendar")) {
      document.write('<script src="' + document.currentScript.dataset.wording + '"><\/script>');
    }
  } catch (_) { /* no storage: the defaults */ }
})();
