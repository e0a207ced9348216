/* The content's language sets a field's direction, not the language of the screen around it.
   Fields that hold addresses, codes and times are left to right; what readers read is right to
   left, also in the English newsroom and in blocks that are added later. */
(() => {
  const LEFT_TO_RIGHT = [
    'input[type="email"]',
    'input[type="url"]',
    'input[type="password"]',
    'input[type="tel"]',
    'input[type="number"]',
    'input[autocomplete="username"]',
    'input[name="username"]',
    'input[name$="slug"]',
    'input[name$="url"]',
    'input[name$="code"]',
    'input[name$="color"]',
    'input[name$="color_dark"]',
    'input[name$="_at"]',
    'input[name$="_zone"]',
    'input[name$="-paragraph"]',
    'input[name="name_in_address"]',
  ].join(',');
  const CONTENT = [
    'form[data-edit-form] input[type="text"]',
    'form[data-edit-form] input:not([type])',
    'form[data-edit-form] textarea',
    '.comment textarea',
    '.comment [contenteditable]',
  ].join(',');

  const direct = (root) => {
    for (const field of root.querySelectorAll(CONTENT)) {
      if (!field.matches(LEFT_TO_RIGHT) && field.dir !== 'rtl') field.dir = 'rtl';
    }
    for (const field of root.querySelectorAll(LEFT_TO_RIGHT)) {
      if (field.dir !== 'ltr') field.dir = 'ltr';
    }
  };

  let waiting = false;
  const later = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      direct(document);
    });
  };

  direct(document);
  new MutationObserver(later).observe(document.body, { childList: true, subtree: true });
})();
