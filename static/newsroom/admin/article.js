// Small comforts of the article's form; everything works without them.
"use strict";

const form = document.getElementById("article_form");

if (form) {
  let isTouched = document.querySelector(".errornote") !== null;

  const touch = () => {
    isTouched = true;
  };

  form.addEventListener("input", touch);
  form.addEventListener("change", touch);
  form.addEventListener("submit", () => {
    isTouched = false;
  });

  // Leaving the page by a link would lose what was typed since the last save.
  window.addEventListener("beforeunload", (event) => {
    if (isTouched) {
      event.preventDefault();
    }
  });

  // Ctrl+S or ⌘S saves the text, not the web page.
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      form.requestSubmit();
    }
  });
}
