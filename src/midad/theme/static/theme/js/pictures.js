// The story's pictures one by one over the whole window: keyboard, swipe (native, right to left).
const opener = document.querySelector("[data-open-pictures]");
const figures = [...document.querySelectorAll("[data-picture]")];
const words = opener?.dataset;
let viewer, strip, count;

const button = (text, act) => {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
};

const at = () => Math.round(Math.abs(strip.scrollLeft) / strip.clientWidth);
const show = (number, behavior = "smooth") => {
  const place = Math.max(0, Math.min(number, figures.length - 1));
  const sign = getComputedStyle(strip).direction === "rtl" ? -1 : 1;
  strip.scrollTo({ left: sign * place * strip.clientWidth, behavior });
};
const tell = () => { count.textContent = `${at() + 1} / ${figures.length}`; };

const build = () => {
  viewer = document.createElement("dialog");
  viewer.className = "viewer";
  viewer.setAttribute("aria-label", words.wordsPictures);
  const bar = document.createElement("div");
  bar.className = "viewer-bar";
  count = document.createElement("output");
  count.dir = "ltr";
  bar.append(
    count,
    button(words.wordsPrevious, () => show(at() - 1)),
    button(words.wordsNext, () => show(at() + 1)),
    button(words.wordsClose, () => viewer.close()),
  );
  strip = document.createElement("div");
  strip.className = "viewer-strip";
  for (const figure of figures) {
    const copy = figure.cloneNode(true);
    copy.removeAttribute("id");
    for (const image of copy.querySelectorAll("img, source")) image.sizes = "100vw";
    strip.append(copy);
  }
  strip.addEventListener("scroll", tell, { passive: true });
  viewer.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: 1, ArrowRight: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    show(at() + step);
  });
  viewer.append(bar, strip);
  document.body.append(viewer);
};

const open = (number) => {
  if (!viewer) build();
  viewer.showModal();
  show(number, "instant");
  tell();
};

if (opener && figures.length && "showModal" in HTMLDialogElement.prototype) {
  opener.addEventListener("click", (event) => { event.preventDefault(); open(0); });
  for (const [number, figure] of figures.entries()) {
    figure.querySelector("picture").addEventListener("click", () => open(number));
  }
}
