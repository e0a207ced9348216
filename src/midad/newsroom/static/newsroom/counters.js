/* Words, reading time and headline length while writing. Counts as the server does
   (arabictext.words): UAX #29 segments that hold a letter or a digit. Reads fields, writes none. */

const words = JSON.parse(document.getElementById('newsroom-counter-words').textContent);
const form = document.querySelector('form[data-edit-form]');
const plural = new Intl.PluralRules('ar');
const wordSegments = new Intl.Segmenter('ar', { granularity: 'word' });
const letterSegments = new Intl.Segmenter('ar', { granularity: 'grapheme' });
const COUNTED = /[\p{L}\p{N}]/u;

const phrase = (forms, number) =>
  forms[plural.select(number)].replace('{n}', number.toLocaleString('en'));

const countWords = (text) => {
  let count = 0;
  for (const { segment } of wordSegments.segment(text)) if (COUNTED.test(segment)) count += 1;
  return count;
};

const countLetters = (text) => [...letterSegments.segment(text.trim())].length;

const value = (name) => form.elements.namedItem(name)?.value ?? '';

const richText = (name) => {
  try {
    return (JSON.parse(value(name) || 'null')?.blocks ?? []).map((block) => block.text);
  } catch {
    return [];
  }
};

const tableTexts = (prefix) =>
  [...form.querySelectorAll(`[name^="${prefix}-table-"]`)]
    .filter((field) => /-(heading|cell-\d+-\d+)$/.test(field.name))
    .map((field) => field.value);

const TEXTS = {
  text: (prefix) => richText(prefix),
  quote: (prefix) => ['text', 'speaker', 'role'].map((part) => value(`${prefix}-${part}`)),
  fact_box: (prefix) => [value(`${prefix}-title`), ...richText(`${prefix}-text`)],
  table: (prefix) => [value(`${prefix}-caption`), ...tableTexts(prefix)],
};

const blocks = () =>
  [...form.querySelectorAll('input[name^="body-"][name$="-type"]')]
    .map((field) => ({ kind: field.value, prefix: field.name.replace(/-type$/, '') }))
    .filter(({ prefix }) => /^body-\d+$/.test(prefix) && value(`${prefix}-deleted`) !== '1');

const galleryPictures = (prefix) =>
  [...form.querySelectorAll(`input[name^="${prefix}-value-pictures-"][name$="-value-image"]`)].filter(
    (field) =>
      field.value && value(field.name.replace(/-value-image$/, '-deleted')) !== '1',
  ).length;

const countPictures = (present) => {
  let count = value('lead_picture') ? 1 : 0;
  for (const { kind, prefix } of present) {
    if (kind === 'picture' && value(`${prefix}-value-image`)) count += 1;
    if (kind === 'gallery') count += galleryPictures(prefix);
  }
  return count;
};

const measure = () => {
  const present = blocks();
  const texts = present.flatMap(({ kind, prefix }) => TEXTS[kind]?.(`${prefix}-value`) ?? []);
  return {
    texts: texts.join('\u2029'),
    pictures: countPictures(present),
    headline: value('title'),
  };
};

const makeBar = () => {
  const bar = document.createElement('div');
  bar.className = 'newsroom-counters';
  bar.dir = 'rtl';
  bar.lang = 'ar';
  for (const name of ['words', 'reading', 'headline']) {
    const part = document.createElement('span');
    part.dataset.counter = name;
    bar.append(part);
  }
  return bar;
};

const show = (bar, { texts, pictures, headline }) => {
  const count = countWords(texts);
  const seconds = (count * 60) / Math.max(words.wordsPerMinute, 1) + pictures * words.pictureSeconds;
  const letters = countLetters(headline);
  const long = letters > words.longFrom;
  const [wordPart, readingPart, headlinePart] = bar.children;
  wordPart.textContent = phrase(words.words, count);
  readingPart.textContent = phrase(words.reading, Math.floor(seconds / 60 + 0.5));
  headlinePart.textContent = `${words.headline} ${phrase(words.letters, letters)}${
    long ? ` · ${words.long}` : ''
  }`;
  headlinePart.dataset.long = long;
};

const start = () => {
  const bar = makeBar();
  (form.querySelector('footer.footer') ?? form).append(bar);
  let shown = '';
  const refresh = () => {
    const measured = measure();
    const signature = JSON.stringify(measured);
    if (signature === shown) return;
    shown = signature;
    show(bar, measured);
  };
  refresh();
  form.addEventListener('input', refresh);
  // Draftail writes its field without an event; reading it twice a second costs nothing to notice.
  setInterval(refresh, 500);
};

if (form?.querySelector('[data-contentpath="body"]')) start();
