// Focused reading, print, share, copy, and which paragraph a report means.
const tool = (name) => document.querySelector(`[data-${name}]`);
const root = document.documentElement;

const focusButton = tool("focus");
const focus = (on) => {
  root.toggleAttribute("data-focus", on);
  focusButton?.setAttribute("aria-pressed", String(on));
};
focusButton?.addEventListener("click", () => focus(!root.hasAttribute("data-focus")));
document.addEventListener("keydown", ({ key }) => key === "Escape" && focus(false));

tool("print")?.addEventListener("click", () => print());

// Without Web Share the link leads to the plain list at the foot.
const share = tool("share");
if (navigator.share) {
  share?.addEventListener("click", (event) => {
    event.preventDefault();
    navigator.share({ title: share.dataset.text, url: share.dataset.address }).catch(() => {});
  });
}

const copy = tool("copy");
if (!navigator.clipboard) copy?.parentElement.remove();
copy?.addEventListener("click", async () => {
  const before = copy.textContent;
  await navigator.clipboard.writeText(copy.dataset.copy);
  copy.textContent = copy.dataset.wordsDone;
  setTimeout(() => { copy.textContent = before; }, 2500);
});

// A report names the paragraph the reader marked last, or came to by its own address.
const report = tool("report");
let marked = "";
document.addEventListener("selectionchange", () => {
  const place = getSelection()?.anchorNode?.parentElement?.closest(".story-body > [id]");
  if (place) marked = place.id;
});
report?.addEventListener("click", () => {
  const paragraph = marked || location.hash.slice(1);
  if (/^[pb]-/.test(paragraph)) report.search = `?paragraph=${encodeURIComponent(paragraph)}`;
});
