// Small comforts of the article's form; everything works without them.
"use strict";

const form = document.getElementById("article_form");
const { jQuery } = window.django;

// --- Nothing typed is lost by leaving ----------------------------------------------------------
if (form) {
  let isTouched = document.querySelector(".errornote") !== null;

  // By jQuery: popups and Select2 tell their changes to nobody else.
  jQuery(form).on("input change", () => {
    isTouched = true;
  });
  form.addEventListener("submit", () => {
    isTouched = false;
  });

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

// --- Select2 gives its fields no name: they take that of their label ----------------------------
const nameOf = (select) => document.querySelector(`label[for="${CSS.escape(select.id)}"]`);

const nameFields = (part) => {
  for (const select of part.querySelectorAll("select.admin-autocomplete")) {
    const field = select.parentElement.querySelector(".select2-selection");
    const label = nameOf(select);
    if (field && label) {
      label.id ||= `${select.id}_label`;
      const shown = field.querySelector(".select2-selection__rendered");
      field.setAttribute("aria-labelledby", `${label.id} ${shown.id}`);
      shown.setAttribute("aria-labelledby", label.id);
    }
  }
};

const nameSearch = (event) => {
  const search = document.querySelector(".select2-container--open .select2-search__field");
  const label = nameOf(event.target);
  if (search && label) {
    search.setAttribute("aria-label", label.textContent);
  }
};

// --- The photo chosen in the popup is seen at once ----------------------------------------------
const showPhoto = async ({ target }) => {
  const shown = target.closest(".photo-choice").querySelector(".photo-shown");
  const library = document.getElementById(`lookup_${target.id}`).pathname;
  shown.textContent = "";
  const response = /^\d+$/.test(target.value) && (await fetch(`${library}${target.value}/card/`));
  if (!response || !response.ok) {
    return;
  }
  const { thumbnail, caption, credit } = await response.json();
  if (thumbnail) {
    const picture = new Image();
    picture.src = thumbnail;
    picture.alt = "";
    shown.append(picture);
  }
  const words = document.createElement("p");
  words.textContent = [caption, credit].filter(Boolean).join(" · ");
  shown.append(words);
};

if (form) {
  jQuery(() => nameFields(form));
  jQuery(form).on("change", "#id_lead_photo", showPhoto);
  jQuery(form).on("select2:open", nameSearch);
  document.addEventListener("formset:added", (event) => nameFields(event.target));
}
