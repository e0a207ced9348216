// How this reader wants to read, remembered on this device; early.js applies it before the first paint.
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

const keep = (name, value) => {
  if (value) localStorage.setItem(name, value);
  else localStorage.removeItem(name);
};

// Digits, clock and calendar hold from the next page on: this one is written already.
const choose = (name, value) => {
  if (name in ordinary) {
    if (!value || value === ordinary[name]) delete root.dataset[attribute[name]];
    else root.dataset[attribute[name]] = value;
    show(name, value || ordinary[name]);
  }
  try { keep(name, value); } catch { /* this page only */ }
};

for (const name of Object.keys(ordinary)) show(name, root.dataset[attribute[name]] || ordinary[name]);
document.addEventListener("change", ({ target }) => {
  if (target.dataset.choice) choose(target.dataset.choice, target.value);
});

// What the account says anew holds here too, "" included; what it said before undoes no choice made here since.
document.addEventListener("midad:account", ({ detail }) => {
  for (const [name, value] of Object.entries(detail)) {
    const said = `account ${name}`;
    try {
      if ((localStorage.getItem(said) ?? "") === value) continue;
      choose(name, value);
      keep(said, value);
    } catch { /* no storage: the defaults */ }
  }
});
