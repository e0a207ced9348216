// The latest of the section and related stories, fetched when the reader comes near them; no story
// stands there twice.
const fill = async (place) => {
  const answer = await fetch(place.dataset.fragment);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const there = [...document.querySelectorAll("[data-fragment] .teaser a")];
  const shown = new Set([place.dataset.leaveOut, ...there.map((link) => link.getAttribute("href"))]);
  for (const item of page.querySelectorAll(".teaser")) {
    if (shown.has(item.querySelector("a").getAttribute("href"))) item.remove();
  }
  const items = page.querySelectorAll(".teaser");
  if (!items.length) return;
  for (const item of [...items].slice(5)) item.remove();
  place.prepend(...page.body.childNodes);
  place.dispatchEvent(new Event("midad:piece", { bubbles: true }));
};

// One after the other: a story of both lists stands in the first alone.
let filled = Promise.resolve();

const near = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    filled = filled.then(() => fill(target)).catch(() => {});
  }
}, { rootMargin: "800px" });
for (const place of document.querySelectorAll("[data-fragment]")) near.observe(place);
