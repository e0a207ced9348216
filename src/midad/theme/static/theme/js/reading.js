// Text size and reading mode, remembered on this device; early.js applies them before first paint.
const root = document.documentElement;
const ordinary = { "text-size": "normal", mode: "system" };
const attribute = { "text-size": "textSize", mode: "mode" };

const show = (name, value) => {
  for (const input of document.querySelectorAll(`[data-choice="${name}"]`)) {
    input.checked = input.value === value;
    if (!input.checked) continue;
    const now = input.closest("details").querySelector(`[data-now="${name}"]`);
    now.textContent = input.parentElement.textContent.trim();
  }
};

const choose = (name, value) => {
  if (value === ordinary[name]) delete root.dataset[attribute[name]];
  else root.dataset[attribute[name]] = value;
  try { localStorage.setItem(name, value); } catch { /* this page only */ }
  show(name, value);
};

for (const name of Object.keys(ordinary)) show(name, root.dataset[attribute[name]] || ordinary[name]);
document.addEventListener("change", ({ target }) => {
  if (target.dataset.choice) choose(target.dataset.choice, target.value);
});
