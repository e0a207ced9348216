// Runs before the first paint: the reader's text size and mode, so that nothing jumps.
(function () {
  var root = document.documentElement;
  root.classList.add("js");
  try {
    var size = localStorage.getItem("text-size");
    var mode = localStorage.getItem("mode");
    if (size && size !== "normal") root.dataset.textSize = size;
    if (mode && mode !== "system") root.dataset.mode = mode;
  } catch (_) { /* no storage: the defaults */ }
})();
