// What a page drawn by the server can't do: a citation mark in the text presses its source's button, an opened source scrolls
// to what is marked in it, a page is zoomed, an answer is copied, arrow keys go from place to place, and a new question stands at the top with its
// answer under it. Nothing from a filing or a question is ever written in here.
(() => {
  if (window.wenzhangChat) return;
  window.wenzhangChat = true;

  const press = (event) => {
    const mark = event.target.closest && event.target.closest("[data-wz-press]");
    if (!mark) return;
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    const button = document.querySelector(`.st-key-${CSS.escape(mark.dataset.wzPress)} button`);
    if (button) button.click();
  };
  document.addEventListener("click", press);
  document.addEventListener("keydown", press);

  // Copying; where the browser gives no clipboard (a page without TLS) a hidden field does it.
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const field = document.createElement("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest && event.target.closest(".wz-action");
    if (!button) return;
    const { wzCopy, wzLink } = button.dataset;
    await copy(wzLink ? new URL(wzLink, location.origin + location.pathname).href : wzCopy);
    const said = button.parentElement.querySelector(".wz-said-done");
    said.textContent = said.dataset.wzDone;
    setTimeout(() => { said.textContent = ""; }, 2500);
    button.focus();
  });

  // A page is made larger and smaller around what is framed on it.
  const SIZES = [100, 150, 200, 300, 400];
  const frame = (sheet) => {
    const page = sheet.parentElement;
    const box = sheet.querySelector(".wz-box");
    if (!box) return;
    page.scrollLeft = box.offsetLeft + box.offsetWidth / 2 - page.clientWidth / 2;
    page.scrollTop = box.offsetTop + box.offsetHeight / 2 - page.clientHeight / 2;
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("[data-wz-zoom]");
    if (!button) return;
    const sheet = button.closest(".wz-page-caption").parentElement.querySelector(".wz-sheet");
    const at = SIZES.indexOf(Number(sheet.dataset.wzSize)) + (button.dataset.wzZoom === "in" ? 1 : -1);
    sheet.dataset.wzSize = SIZES[Math.min(Math.max(at, 0), SIZES.length - 1)];
    frame(sheet);
  });

  // The arrow keys go from place to place while a source is open, but not where they move something else.
  document.addEventListener("keydown", (event) => {
    const way = { ArrowLeft: "previous", ArrowRight: "next" }[event.key];
    const busy = event.target.closest && event.target.closest("input, textarea, select, [role=radiogroup], .wz-scroll, .wz-page");
    if (!way || busy || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const button = document.querySelector(`.st-key-source-${way} button`);
    if (button) { event.preventDefault(); button.click(); }
  });

  // Inside another site's page Esc closes what is open here first; then the page around is told, and nothing but that.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || window.parent === window || event.defaultPrevented) return;
    if (!document.querySelector('[role=dialog], [data-testid=stPopoverBody], [role=listbox]')) window.parent.postMessage("wenzhang:close", "*");
  }, { capture: true });

  // Centre the marked cell in its box, right of the labels that stay in place; then bring it into the drawer's view.
  const reveal = (marked) => {
    const box = marked.closest(".wz-scroll");
    if (box) {
      const cell = marked.getBoundingClientRect();
      const frame = box.getBoundingClientRect();
      const stub = box.querySelector(".wz-stub");
      const labels = stub ? stub.getBoundingClientRect().width : 0;
      const middle = frame.left + labels + (frame.width - labels) / 2;
      if (cell.right > frame.right || cell.left < frame.left + labels) box.scrollLeft += cell.left + cell.width / 2 - middle;
      box.scrollTop += cell.top + cell.height / 2 - (frame.top + frame.height / 2);
    }
    marked.scrollIntoView({ block: box ? "nearest" : "center", inline: "nearest" });
  };
  const seen = new WeakSet();
  const look = () => {
    for (const marked of document.querySelectorAll(".st-key-source td.wz-here, .st-key-source .wz-row > th, .st-key-source mark.wz-here, .st-key-source .wz-sentence")) {
      if (seen.has(marked)) continue;
      seen.add(marked);
      if (marked.matches("th") && marked.parentElement.querySelector("td.wz-here")) continue;
      // The drawer slides in: measure once it stands still.
      for (const wait of [30, 350]) setTimeout(() => reveal(marked), wait);
    }
    for (const sheet of document.querySelectorAll(".wz-sheet")) {
      if (seen.has(sheet)) continue;
      seen.add(sheet);
      if (sheet.parentElement.clientWidth < 480) sheet.dataset.wzSize = 200;
      for (const wait of [30, 350]) setTimeout(() => frame(sheet), wait);
    }
  };

  // Streamlit keeps a chat scrolled to its end, which hides an answer's first line on a small screen: while a new turn
  // (or the first screen) is drawn, hold its beginning in view, until the visitor scrolls or types.
  let held = null;
  let until = 0;
  let count = 0;
  const letGo = () => { held = null; };
  for (const kind of ["wheel", "touchmove", "pointerdown", "keydown"]) document.addEventListener(kind, letGo, { passive: true });
  const hold = () => {
    const questions = document.querySelectorAll(".wz-question");
    const first = document.querySelector(".wz-first");
    if (questions.length > count || (!questions.length && first && first !== held && !seen.has(first))) {
      held = questions.length ? questions[questions.length - 1] : first;
      seen.add(held);
      until = Date.now() + 4000;
    }
    count = questions.length;
    // While the answer is still being drawn it may take longer than the first moment.
    if (held) until = Math.max(until, Date.now() + 1500);
    keep();
  };
  const keep = () => {
    if (held && held.isConnected && Date.now() < until) held.scrollIntoView({ block: "start" });
  };
  document.addEventListener("scroll", keep, { capture: true, passive: true });
  const changed = () => { look(); hold(); };
  new MutationObserver(changed).observe(document.body, { childList: true, subtree: true });
  changed();
})();
