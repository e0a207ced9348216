// The story's tools; the story reads whole without them.
const story = document.querySelector("[data-story]");
const tool = (name) => document.querySelector(`[${name}]`);

const focusButton = tool("data-focus");
focusButton?.addEventListener("click", () => {
  const on = document.documentElement.toggleAttribute("data-focus");
  focusButton.setAttribute("aria-pressed", String(on));
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.documentElement.removeAttribute("data-focus");
  focusButton?.setAttribute("aria-pressed", "false");
});

tool("data-print")?.addEventListener("click", () => window.print());

const copyButton = tool("data-copy");
copyButton?.addEventListener("click", async () => {
  const before = copyButton.textContent;
  try { await navigator.clipboard.writeText(copyButton.dataset.copy); } catch (_) {
    document.querySelector("#short")?.select();
    document.execCommand("copy");
  }
  copyButton.textContent = copyButton.dataset.wordsDone;
  setTimeout(() => { copyButton.textContent = before; }, 2500);
});

const shareButton = tool("data-share");
if (shareButton && navigator.share) {
  shareButton.hidden = false;
  shareButton.addEventListener("click", () => {
    navigator.share({ title: shareButton.dataset.text, url: shareButton.dataset.url }).catch(() => {});
  });
}

const listenButton = tool("data-listen");
const voices = () => speechSynthesis.getVoices().filter((voice) => voice.lang.startsWith("ar"));
const offerListening = () => { if (voices().length) listenButton.hidden = false; };
if (listenButton && "speechSynthesis" in window) {
  const words = listenButton.textContent;
  const stop = () => { speechSynthesis.cancel(); listenButton.textContent = words; };
  speechSynthesis.addEventListener("voiceschanged", offerListening);
  offerListening();
  listenButton.addEventListener("click", () => {
    if (speechSynthesis.speaking) return stop();
    const texts = [...story.querySelectorAll("h1, .standfirst, .story-body > p, .story-body > h2, .quotation p")];
    for (const [number, element] of texts.entries()) {
      const line = new SpeechSynthesisUtterance(element.textContent);
      line.lang = "ar";
      line.voice = voices()[0];
      if (number === texts.length - 1) line.addEventListener("end", stop);
      speechSynthesis.speak(line);
    }
    listenButton.textContent = listenButton.dataset.wordsStop;
  });
  window.addEventListener("pagehide", stop);
}

for (const embed of document.querySelectorAll("[data-embed]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = embed.dataset.wordsLoad;
  button.addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.src = embed.dataset.embed;
    frame.title = embed.dataset.title;
    frame.allow = "fullscreen; picture-in-picture";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    button.replaceWith(frame);
  });
  embed.append(button);
}

const fill = async (place) => {
  const answer = await fetch(place.dataset.fragment);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const item of page.querySelectorAll(".teaser")) {
    if (item.querySelector(`a[href="${place.dataset.leaveOut}"]`)) item.remove();
  }
  if (!page.querySelector(".teaser")) return;
  place.replaceChildren(...page.body.childNodes);
  place.dispatchEvent(new Event("midad:piece", { bubbles: true }));
};
const near = new IntersectionObserver((entries) => {
  for (const entry of entries.filter((each) => each.isIntersecting)) {
    near.unobserve(entry.target);
    fill(entry.target).catch(() => {});
  }
}, { rootMargin: "600px" });
for (const place of document.querySelectorAll("[data-fragment]")) near.observe(place);

// A report names the paragraph the reader looked at last.
const report = tool("data-report");
report?.addEventListener("click", () => {
  const paragraph = location.hash.slice(1);
  if (paragraph) report.search = `?paragraph=${encodeURIComponent(paragraph)}`;
});
