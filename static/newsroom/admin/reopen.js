// After signing in again, the form comes back by itself; without script its button does it.
document.querySelector("form.reopen").requestSubmit();
