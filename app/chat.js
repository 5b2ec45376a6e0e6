// Two things that a page drawn by the server can't do: a citation mark in the text presses its source's button, and an
// opened source scrolls to what is marked in it. Nothing from a filing or a question is ever written in here.
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
    } else {
      marked.scrollIntoView({ block: "center" });
    }
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
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
})();
