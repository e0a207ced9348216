// A reader's own digits, clock and calendar, written over the paper's as the page comes in. early.js has this run
// before anything is shown; what it writes over it finds in the page, and asks neither zone nor calendar of the browser.
(() => {
  const chosen = (name, known) => known.find((value) => value === localStorage.getItem(name));
  const digits = chosen("digits", ["latin", "arabic", "persian"]);
  const clock = chosen("clock", ["h24-period", "h12-period", "h24"]);
  const calendar = chosen("calendar", ["gregorian", "hijri", "both"]);
  const paper = document.querySelector("[data-wording]").dataset;
  const row = digits || paper.digits;
  const zero = { latin: 0x30, arabic: 0x660, persian: 0x6f0 }[row];
  const signs = row === "latin" ? `${paper.marks}%` : "٫٬٪";
  const LATIN = /[A-Za-z\u00c0-\u024f]/;
  const NUMBER = /\S*[A-Za-z\u00c0-\u024f]\S*|[0-9٠-٩۰-۹]+(?:[.,٫٬][0-9٠-٩۰-۹]+)*[%٪]?/g;
  const AS_IT_IS = "script, style, textarea, select, code, kbd, pre, samp, [lang]:not([lang|=ar])";

  // The last four bits of a digit are its number in each of the three rows.
  const sign = (letter) => {
    const at = Math.max("٫٬٪".indexOf(letter), `${paper.marks}%`.indexOf(letter));
    return at < 0 ? String.fromCharCode(zero + (letter.charCodeAt(0) & 15)) : signs[at];
  };
  const inDigits = (text) => text.replace(NUMBER, (found) =>
    LATIN.test(found) ? found : Array.from(found, sign).join(""));
  const asChosen = (text) => digits ? inDigits(text) : text;

  const hourOf = (time, ordinary) => {
    if (!clock) return ordinary;
    const [hour, minute] = time.dateTime.slice(11, 16).split(":");
    const told = inDigits(`${clock === "h12-period" ? hour % 12 || 12 : hour}:${minute}`);
    return clock === "h24" ? told : `${told} ${paper.periods.split(" ")[hour < 12 ? 0 : 1]}`;
  };

  // Text may come in pieces: what was written over a half is put right when the rest is there.
  const stamp = (time, text) => {
    const ordinary = time.dataset.clock;
    if (!ordinary) return hourOf(time, text);
    const hour = hourOf(time, ordinary);
    time.dataset.clock = asChosen(hour);
    if (text === ordinary) return hour;
    const [date, rest] = text.split(" - ");
    const own = calendar === "hijri" && time.dataset.hijri;
    return own || rest !== undefined ? `${own || date} - ${hour}` : text;
  };

  const worded = (place, text) => {
    const time = place.closest("time");
    if (time) return stamp(time, text);
    if (calendar && place.className === "hijri") place.hidden = calendar !== "both";
    return place.dataset.gregorian && place.dataset[calendar] || text;
  };

  const write = (node) => {
    const place = node.parentElement;
    if (!place || !node.data.trim() || place.closest(AS_IT_IS)) return;
    const run = place.closest("bdi, [dir=ltr]");
    const text = worded(place, node.data);
    const own = run && LATIN.test(run.textContent) ? text : asChosen(text);
    if (own !== node.data) node.data = own;
  };

  const texts = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return [node];
    const found = [];
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) found.push(walker.currentNode);
    return found;
  };

  const observer = new MutationObserver((records) => {
    const changed = records.flatMap(({ target, type, addedNodes }) =>
      (type === "characterData" ? [target] : [...addedNodes]));
    new Set(changed.flatMap(texts)).forEach(write);
    observer.takeRecords();
  });
  observer.observe(document.documentElement, { childList: true, subtree: true, characterData: true });
})();
