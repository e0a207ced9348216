/* The rich text editor hands its text to the form 250 ms after the last change. Who saves or
   publishes sooner would save without the last words: such a submission waits for them. */
(() => {
  const HANDED_OVER_MS = 400;
  const CHANGES = ['keydown', 'beforeinput', 'input', 'compositionend', 'paste', 'cut', 'drop', 'mousedown'];
  let changedAt = -Infinity;
  let waiting = false;

  const note = (event) => {
    if (event.target.closest?.('[data-draftail-editor-wrapper]')) changedAt = performance.now();
  };
  for (const name of CHANGES) document.addEventListener(name, note, true);

  const submitAgain = (form, button) => {
    waiting = false;
    // Wagtail disables a pressed button meanwhile, and a disabled one says nothing of its action.
    const wasDisabled = button?.disabled;
    if (button) button.disabled = false;
    form.requestSubmit(button);
    if (button) button.disabled = wasDisabled;
  };

  document.addEventListener('submit', (event) => {
    const left = changedAt + HANDED_OVER_MS - performance.now();
    if ((left <= 0 && !waiting) || !event.target.matches('form[data-edit-form]')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (waiting) return;
    waiting = true;
    setTimeout(submitAgain, left, event.target, event.submitter);
  }, true);
})();
