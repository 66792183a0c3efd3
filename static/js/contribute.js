// Helps whoever writes a contribution: counts the signs left, keeps the draft on the device while
// it is typed, and when the line is down sends it once it is back. The form has a key: what is sent
// twice is stored once. Without this script the form works as any other.
const RETRY = 15_000; // ms; a telephone does not always tell that its line is back
const KEPT_FOR = 7 * 24 * 3600 * 1000; // ms

// As `subscriptions.wording.tidy`: what nobody sees is not counted.
const removed = new RegExp(
  "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\xad\\u061c\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f" +
    "\\ud800-\\udfff\\ue000-\\uf8ff\\ufeff\\ufff0-\\uffff\\u{e0000}-\\u{10ffff}]",
  "gu",
);

export const signs = (text) => {
  text = text.replace(/\r\n?|[\u2028\u2029]/g, "\n").replace(removed, "").replaceAll("\t", " ");
  text = text.normalize("NFC").replace(/[^\S\n]+\n/g, "\n").replace(/\n{3,}/g, "\n\n");
  return [...text.trim()].length;
};

const PREFIX = "contribution:";

// What the page shows as received need not be kept any more, however it got there.
const forgetReceived = () => {
  const received = [...document.querySelectorAll("[data-keys]")].map((one) => one.dataset.keys);
  for (const place of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
    const { key, at } = JSON.parse(localStorage.getItem(place));
    if (received.join(" ").includes(key) || Date.now() - at > KEPT_FOR) {
      localStorage.removeItem(place);
    }
  }
};

const begin = (form) => {
  const { left, over, kept, found, next } = form.dataset;
  const place = PREFIX + form.dataset.draft;
  const { text, key, pen_name: name } = form.elements;
  const most = Number(text.dataset.most);
  const count = form.querySelector("[data-count]");
  const told = form.querySelector("[data-told]");
  let timer = null;

  const tell = (words) => {
    told.textContent = words;
    told.hidden = !words;
  };

  const show = () => {
    const rest = most - signs(text.value);
    count.textContent = (rest < 0 ? over : left).replace("#", Math.abs(rest));
    count.classList.toggle("over", rest < 0);
  };

  const keep = (waits) => {
    const draft = { text: text.value, key: key.value, name: name?.value, at: Date.now(), waits };
    if (text.value.trim()) localStorage.setItem(place, JSON.stringify(draft));
    else localStorage.removeItem(place);
  };

  const received = () => {
    localStorage.removeItem(place);
    if (new URL(next, location).pathname !== location.pathname) return location.assign(next);
    location.hash = "mine";
    location.reload();
  };

  // An answer that leads elsewhere says that the server has the text. Any other is a page with what
  // is wrong, which the browser shows by sending the form itself: the key is the same.
  const send = async () => {
    clearTimeout(timer);
    keep(true);
    const post = { method: "POST", body: new FormData(form), redirect: "manual" };
    const answer = await fetch(form.action, post).catch(() => null);
    if (answer?.type === "opaqueredirect") return received();
    if (answer && answer.status < 500) {
      keep(false);
      return form.submit();
    }
    tell(kept);
    timer = setTimeout(send, RETRY);
  };

  const takeUp = (draft) => {
    text.value = draft.text;
    key.value = draft.key;
    if (name && draft.name) name.value = draft.name;
    tell(found);
    if (draft.waits) send();
  };

  const draft = JSON.parse(localStorage.getItem(place));
  if (draft && draft.text !== text.value && !form.querySelector(".errorlist")) takeUp(draft);
  form.addEventListener("input", () => {
    show();
    keep(false);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  window.addEventListener("online", () => timer && send());
  show();
};

forgetReceived();
document.querySelectorAll("form[data-draft]").forEach(begin);
