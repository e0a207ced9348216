// Listening through the device's own Arabic voice; a device without one shows no button.
const button = document.querySelector("[data-listen]");
const voice = () => speechSynthesis.getVoices().find(({ lang }) => /^ar\b/i.test(lang));
const PIECES = "h1, .standfirst, .story-body > p, .story-body > h2, .story-body > :is(ul, ol) > li, .quotation p";

if (button && "speechSynthesis" in window) {
  const words = button.textContent;
  let speaking = false;
  const stop = () => {
    speaking = false;
    speechSynthesis.cancel();
    button.textContent = words;
  };
  const speak = () => {
    speaking = true;
    button.textContent = button.dataset.wordsStop;
    const pieces = [...document.querySelectorAll(PIECES)].filter((piece) => piece.closest("[data-story]"));
    for (const piece of pieces) {
      const line = new SpeechSynthesisUtterance(piece.textContent);
      line.voice = voice();
      line.lang = line.voice.lang;
      if (piece === pieces.at(-1)) line.addEventListener("end", stop);
      speechSynthesis.speak(line);
    }
  };
  const offer = () => button.classList.toggle("unoffered", !voice());
  speechSynthesis.addEventListener("voiceschanged", offer);
  offer();
  button.addEventListener("click", () => (speaking ? stop() : speak()));
  addEventListener("pagehide", stop);
}
