// The latest of the section and related stories, fetched when the reader comes near them.
const fill = async (place) => {
  const answer = await fetch(place.dataset.fragment);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const item of page.querySelectorAll(".teaser")) {
    if (item.querySelector("a").getAttribute("href") === place.dataset.leaveOut) item.remove();
  }
  const items = page.querySelectorAll(".teaser");
  if (!items.length) return;
  for (const item of [...items].slice(5)) item.remove();
  place.prepend(...page.body.childNodes);
  place.dispatchEvent(new Event("midad:piece", { bubbles: true }));
};

const near = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    fill(target).catch(() => {});
  }
}, { rootMargin: "800px" });
for (const place of document.querySelectorAll("[data-fragment]")) near.observe(place);
