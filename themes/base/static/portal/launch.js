// A page whose only purpose is to send its form on. Without scripts there is the button.
document.querySelector("form[data-send-at-once]")?.requestSubmit();
