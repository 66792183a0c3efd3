/* Keeps the text on the device until the newsroom has it, and sends it without leaving the page. */
(() => {
  const words = document.querySelector("main").dataset;
  const key = `copy:${words.owner}`;
  const fields = ["source", "caption", "credit", "alt_text"];
  const form = () => document.querySelector("form:not([data-native])");

  /* A private window or a full device refuses: the page still holds the text. */
  function attempt(action) {
    try {
      return action();
    } catch {
      return null;
    }
  }
  const read = () => attempt(() => JSON.parse(localStorage[key])) || {};
  const write = (copy) => attempt(() => (localStorage[key] = JSON.stringify(copy)));
  const clear = () => attempt(() => localStorage.removeItem(key));

  function say(text, label, action) {
    const status = document.querySelector(".status");
    status.textContent = text;
    if (!label) return;
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "second", textContent: label });
    button.addEventListener("click", action);
    status.append(button);
  }

  function keep() {
    const { elements } = form();
    const copy = read();
    for (const name of fields) if (elements[name]) copy[name] = elements[name].value;
    return copy.source.trim() ? write(copy) : clear();
  }

  function forget() {
    clear();
    for (const name of fields) if (form().elements[name]) form().elements[name].value = "";
    say("");
  }

  /* Each page of the filing begins here, loaded or put in place. */
  function begin() {
    const copy = read();
    if (!form()) {
      // Received; what another window has kept meanwhile is another text.
      if (copy.source === attempt(() => sessionStorage[key])) clear();
      return;
    }
    const { elements } = form();
    if (elements.source.value) {
      if (!location.search) keep();
    } else if (copy.source) {
      for (const name of fields) if (elements[name]) elements[name].value ||= copy[name] || "";
      say(words.found, words.forget, forget);
    }
  }

  let timer, isTyped;
  document.addEventListener("input", (event) => {
    if (!fields.includes(event.target.name)) return;
    isTyped = true;
    clearTimeout(timer);
    timer = setTimeout(() => say(keep() ? words.kept : ""), 400);
  });
  addEventListener("pagehide", () => isTyped && form() && keep());

  /* Let the browser send it and show whatever the server answers: a sign-in page, say. */
  function sendPlainly(submitter) {
    if (submitter?.name) {
      const pressed = document.createElement("input");
      Object.assign(pressed, { type: "hidden", name: submitter.name, value: submitter.value });
      form().append(pressed);
    }
    form().submit();
  }

  async function send(submitter) {
    const buttons = form().querySelectorAll("[type=submit]");
    const body = new FormData(form());
    if (submitter?.name) body.append(submitter.name, submitter.value);
    if (isTyped) keep();
    attempt(() => (sessionStorage[key] = form().elements.source.value));
    for (const button of buttons) button.disabled = true;
    say(words.sending);
    try {
      const response = await fetch(location.pathname, { method: "POST", body });
      if (response.status >= 500) throw new Error(response.status);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const main = page.querySelector("main[data-filing]");
      if (!main) return sendPlainly(submitter);
      document.querySelector("main").replaceWith(main);
      document.title = page.title;
      history.replaceState(null, "", response.redirected ? response.url : location.pathname);
      isTyped = false;
      begin();
      scrollTo(0, 0);
      main.querySelector("h1").focus();
    } catch {
      for (const button of buttons) button.disabled = false;
      say(words.failed, words.retry, () => send(submitter));
    }
  }

  document.addEventListener("submit", (event) => {
    if (event.target !== form()) return;
    event.preventDefault();
    send(event.submitter);
  });

  begin();
})();
