// What changes with the clock: the masthead's date, breaking news, times of today shortened.
const stamps = (root, today) => {
  for (const time of root.querySelectorAll("time[data-date][data-clock]")) {
    if (time.dataset.date === today) time.textContent = time.dataset.clock;
  }
};

const showBreaking = (piece) => {
  const place = document.querySelector("[data-breaking]");
  const bar = piece.querySelector(".breaking");
  if (!place) return;
  const running = bar && Date.parse(bar.dataset.ends) > Date.now();
  if (!running) place.replaceChildren();
  else if (!place.querySelector(".breaking")) place.replaceChildren(bar);
};

const main = async () => {
  const answer = await fetch("/fragments/present.html");
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const piece = page.querySelector("[data-today]");
  if (!piece) return;
  const date = document.querySelector("[data-masthead-date]");
  if (date) date.textContent = piece.querySelector("[data-present-date]").textContent;
  showBreaking(piece);
  document.documentElement.dataset.today = piece.dataset.today;
  stamps(document, piece.dataset.today);
  document.addEventListener("midad:piece", (event) => stamps(event.target, piece.dataset.today));
};

main().catch(() => {});
