// What the course adds to the pages of JupyterLite: a sentence where this browser cannot do what they
// need, and the way to the glossary.

const SENTENCES = {
  wasm:
    "This browser runs no WebAssembly, which Python needs here. Take another or a newer browser, " +
    "or allow it in this one's settings (a lockdown mode forbids it); until then you can read.",
  memory:
    "This browser keeps nothing that pages store (a private window, or its settings). You can work; " +
    "before you close this page, take your notebook with you: menu File, Download.",
  full:
    "There is no room left in this browser's storage, so your last changes are not saved. Take your " +
    "notebook with you now (menu File, Download); then delete what other sites have stored, and save again.",
  python:
    "Python did not arrive in this browser. Is the network there? What you saved is kept: " +
    "reload this page to try again.",
};

const TONES = "background:#fff4ce;color:#1a1a1a;border:2px solid #8a6100;border-radius:6px";
const PLACE = "position:fixed;z-index:10000;left:1rem;right:1rem;bottom:1rem;padding:.75rem 1rem";
const TEXT = "font:1rem/1.4 system-ui,sans-serif;display:flex;gap:1rem;align-items:center";

function say(problem) {
  if (document.getElementById(`course-${problem}`)) return;
  const box = document.createElement("div");
  box.id = `course-${problem}`;
  box.setAttribute("role", "alert");
  box.style.cssText = [TONES, PLACE, TEXT].join(";");
  const words = document.createElement("span");
  words.textContent = SENTENCES[problem];
  const close = document.createElement("button");
  close.textContent = "Close";
  close.style.cssText = "margin-left:auto;font:inherit;padding:.25rem .75rem";
  close.addEventListener("click", () => box.remove());
  box.append(words, close);
  document.body.append(box);
}

function checkStorage() {
  try {
    const asked = indexedDB.open("convolution-course-is-stored");
    asked.onerror = () => say("memory");
    asked.onsuccess = () => asked.result.close();
  } catch {
    say("memory");
  }
}

// The kernel's worker tells the page of what failed by promises that nobody waits for.
window.addEventListener("unhandledrejection", ({ reason }) => {
  const told = `${reason?.name} ${reason?.message ?? reason}`;
  if (told.includes("QuotaExceededError")) say("full");
  else if (/pyodide/.test(told)) say("python");
});

window.addEventListener("DOMContentLoaded", () => {
  if (typeof WebAssembly !== "object") say("wasm");
  checkStorage();
});

// On one's own machine the glossary ends the start page; here it is a page of the site.
function openGlossary(event) {
  if (!event.target.closest?.('a[href*="START.md"]')) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  window.open("../../glossary.html");
}
window.addEventListener("click", openGlossary, true);
