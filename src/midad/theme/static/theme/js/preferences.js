// The form of preferences shows what holds on this device, and what it keeps holds here at once.
const form = document.querySelector("[data-preferences]");
const fields = [...form.querySelectorAll("[data-keeps]")];
const stored = (name) => { try { return localStorage.getItem(name) ?? ""; } catch { return ""; } };
const store = ({ value, dataset: { keeps } }) => {
  if (value) localStorage.setItem(keeps, value);
  else localStorage.removeItem(keeps);
};

if (form.dataset.preferences === "account") {
  const detail = Object.fromEntries(fields.map(({ value, dataset: { keeps } }) => [keeps, value]));
  document.dispatchEvent(new CustomEvent("midad:account", { detail }));
}
for (const field of fields) {
  const value = stored(field.dataset.keeps);
  if ([...field.options].some((option) => option.value === value)) field.value = value;
}
form.addEventListener("submit", (event) => {
  try { fields.forEach(store); } catch { /* kept with the account alone */ }
  if (form.dataset.preferences === "account") return;
  event.preventDefault();
  location.search = "?kept";
});
