// What changes with the clock: the masthead's date, breaking news, times of today shortened.
const root = document.documentElement;

const shorten = (within, today) => {
  for (const time of within.querySelectorAll("time[data-clock]")) {
    if (time.dateTime.slice(0, 10) !== today) continue;
    time.dataset.full ??= time.textContent;
    time.textContent = time.dataset.clock;
  }
};

// Paper outlives its day: it carries the full date.
const lengthen = () => {
  for (const time of document.querySelectorAll("time[data-full]")) {
    time.textContent = time.dataset.full;
  }
};

const dismissed = (bar) => {
  try { return sessionStorage.getItem("breaking") === bar.textContent; } catch { return false; }
};

// On a page baked without it the bar comes over the foot of the window: nothing moves.
const bring = (place, bar) => {
  if (dismissed(bar)) return;
  const words = bar.textContent;
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "×";
  close.setAttribute("aria-label", place.dataset.wordsClose);
  close.addEventListener("click", () => {
    bar.remove();
    try { sessionStorage.setItem("breaking", words); } catch { /* this page only */ }
  });
  bar.classList.add("late");
  bar.append(close);
  place.append(bar);
};

const showBreaking = (bar) => {
  const place = document.querySelector("[data-breaking]");
  const baked = place.querySelector(".breaking");
  const running = bar && Date.parse(bar.dataset.ends) > Date.now();
  if (baked && !running) baked.remove();
  else if (baked) baked.replaceWith(bar);
  else if (running) bring(place, bar);
};

const main = async () => {
  const answer = await fetch("/fragments/present.html");
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const piece = page.querySelector("[data-today]");
  if (!piece) return;
  const { today } = piece.dataset;
  const date = document.querySelector("[data-masthead-date]");
  const present = piece.querySelector("[data-present-date]");
  if (date) {
    Object.assign(date.dataset, present.dataset);
    date.textContent = present.textContent;
  }
  shorten(document, today);
  root.dataset.today = today;
  document.addEventListener("midad:piece", (event) => shorten(event.target, today));
  addEventListener("beforeprint", lengthen);
  addEventListener("afterprint", () => shorten(document, today));
  showBreaking(piece.querySelector(".breaking"));
};

main().catch(() => {});
