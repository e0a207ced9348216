// Text size and reading mode, remembered on this device.
const root = document.documentElement;

const keep = (name, value) => {
  try { localStorage.setItem(name, value); } catch (_) { /* this visit only */ }
};

const choose = (choices, present, set) => {
  const show = (value) => {
    for (const other of choices) other.checked = other.value === value;
  };
  show(present);
  for (const choice of choices) {
    choice.addEventListener("change", () => { set(choice.value); show(choice.value); });
  }
};

const now = document.querySelector("[data-text-size-now]");
const sizes = [...document.querySelectorAll("[data-text-size-choice]")];
const sayNow = (value) => {
  const chosen = sizes.find((choice) => choice.value === value);
  if (now && chosen) now.textContent = chosen.parentElement.textContent.trim();
};
const presentSize = root.dataset.textSize || "normal";
choose(sizes, presentSize, (value) => {
  if (value === "normal") delete root.dataset.textSize;
  else root.dataset.textSize = value;
  keep("text-size", value);
  sayNow(value);
});
sayNow(presentSize);

choose([...document.querySelectorAll("[data-mode-choice]")], root.dataset.mode || "system", (value) => {
  if (value === "system") delete root.dataset.mode;
  else root.dataset.mode = value;
  keep("mode", value);
});

for (const hidden of document.querySelectorAll("[data-reading-controls], .tools-js")) hidden.hidden = false;
