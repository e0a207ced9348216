// A clip of another site plays here only after the reader's consent, kept per site when ticked.
const kept = (provider) => {
  try { return localStorage.getItem(`embed ${provider}`) === "yes"; } catch { return false; }
};
const keep = (provider) => {
  try { localStorage.setItem(`embed ${provider}`, "yes"); } catch { /* this page only */ }
};

const play = (card) => {
  const frame = document.createElement("iframe");
  frame.src = card.dataset.embed;
  frame.title = card.dataset.title;
  frame.allow = "fullscreen; picture-in-picture";
  frame.allowFullscreen = true;
  frame.loading = "lazy";
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  card.classList.add("playing");
  card.replaceChildren(frame);
};

const offer = (card) => {
  const { provider, wordsLoad, wordsRemember } = card.dataset;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button strong";
  button.textContent = wordsLoad;
  const label = document.createElement("label");
  const tick = document.createElement("input");
  tick.type = "checkbox";
  label.append(tick, wordsRemember);
  button.addEventListener("click", () => {
    if (tick.checked) keep(provider);
    play(card);
  });
  card.querySelector(".embed-acts").prepend(button);
  card.append(label);
};

for (const card of document.querySelectorAll("[data-embed]")) {
  if (kept(card.dataset.provider)) play(card);
  else offer(card);
}
