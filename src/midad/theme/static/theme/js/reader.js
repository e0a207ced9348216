// What is this reader's own on a story's page: the vote, the saved mark. The page is baked and the
// same for everybody; who asks is told by /me, the count of ratings by a piece of its own.
const place = document.querySelector("[data-reader]");
const code = place.dataset.reader;
const count = place.querySelector("[data-ratings-count]");
const form = place.querySelector("form");
const said = place.querySelector("[data-said]");
const save = place.querySelector("[data-save]");
let me = { signed_in: false };

const showCount = async () => {
  if (!count.dataset.piece) return;
  const answer = await fetch(count.dataset.piece);
  if (!answer.ok) return;
  const piece = new DOMParser().parseFromString(await answer.text(), "text/html");
  count.replaceChildren(...piece.body.childNodes);
};

const send = (method, what, body) => fetch(`/api/v1/${what}/${code}`, {
  method,
  headers: { "X-CSRFToken": me.csrf, "Content-Type": "application/json" },
  body: body && JSON.stringify(body),
});

const showSaved = () => {
  save.textContent = me.saved ? save.dataset.wordsSaved : save.dataset.words;
  save.setAttribute("aria-pressed", String(me.saved));
};

const become = () => {
  said.textContent = "";
  const mine = form.querySelector(`[value="${me.stars}"]`);
  if (mine) mine.checked = true;
  save.dataset.words = save.textContent;
  save.setAttribute("role", "button");
  showSaved();
};

// A tap on a star rates; whoever comes by the keyboard passes over stars with the arrows and rates
// with the button. A stranger is led to the form that opens an account and keeps the choice.
let tapped = false;
form.addEventListener("pointerdown", () => { tapped = true; });
form.addEventListener("keydown", () => { tapped = false; });
form.addEventListener("change", () => { if (tapped) form.requestSubmit(); });
form.addEventListener("submit", async (event) => {
  if (!me.signed_in) return;
  event.preventDefault();
  const stars = Number(new FormData(form).get("stars"));
  const answer = await send("PUT", "ratings", { stars }).catch(() => ({}));
  const told = answer.json ? await answer.json().catch(() => ({})) : {};
  said.textContent = answer.ok ? said.dataset.wordsDone : told.detail || said.dataset.wordsFailed;
});

save.addEventListener("click", async (event) => {
  if (!me.signed_in) return;
  event.preventDefault();
  const answer = await send(me.saved ? "DELETE" : "PUT", "saved").catch(() => ({}));
  if (!answer.ok) return;
  me.saved = !me.saved;
  showSaved();
});

const near = new IntersectionObserver(([entry]) => {
  if (!entry.isIntersecting) return;
  near.disconnect();
  showCount().catch(() => {});
}, { rootMargin: "800px" });
near.observe(place);

fetch(`/me?story=${code}`).then((answer) => answer.json()).then((told) => {
  me = told;
  if (!me.signed_in) return;
  become();
  if (me.keeps_history) send("PUT", "history").catch(() => {});
  const { text_size: size, mode, digits, clock, calendar } = me;
  const detail = { "text-size": size, mode, digits, clock, calendar };
  document.dispatchEvent(new CustomEvent("midad:account", { detail }));
}).catch(() => {});

// Gone back to after signing out elsewhere in the browser: what stood there is nobody's any more.
addEventListener("pageshow", ({ persisted }) => {
  if (persisted && me.signed_in) location.reload();
});
