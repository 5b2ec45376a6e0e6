/* Wenzhang's chat for any page: <script src="https://chat.example/widget.js" data-lang="zh" async></script>
   No dependency, no cookie, no request to anyone but the chat's own host, and that one only when the visitor turns to it.
   Built with DOM calls and a constructed style sheet: a page whose policy allows the script and the frame needs no more. */
(() => {
  "use strict";
  const script = document.currentScript;
  if (!script) return;
  const base = new URL(".", script.src);
  const given = script.dataset;

  const LANGUAGES = {
    zh: { title: "问预算", open: "打开问答", close: "关闭问答" },
    en: { title: "Ask the budget", open: "Open the chat", close: "Close the chat" },
  };
  const language = (given.lang || document.documentElement.lang || navigator.language).toLowerCase().startsWith("en") ? "en" : "zh";
  const words = LANGUAGES[language];
  const title = given.title || words.title;
  const oneOf = (value, allowed) => (allowed.includes(value) ? value : allowed[0]);
  const theme = oneOf(given.theme, ["auto", "light", "dark"]);
  const side = oneOf(given.position, ["right", "left"]);

  const STYLE = `
    :host { all: initial; --accent: #a63a24; --ink: #fff; --edge: 20px; position: fixed; z-index: 2147483000; bottom: var(--edge);
      font: 500 15px/1.4 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
    :host([data-side="right"]) { right: var(--edge); }
    :host([data-side="left"]) { left: var(--edge); }
    /* Laid out though not shown: the chat inside measures itself while it is fetched. */
    .panel[hidden] { visibility: hidden; pointer-events: none; }
    button { font: inherit; color: var(--ink); background: var(--accent); border: 0; cursor: pointer; }
    button:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
    .bubble { display: flex; align-items: center; gap: 9px; height: 52px; padding: 0 20px 0 16px; border-radius: 26px;
      box-shadow: 0 2px 6px rgb(0 0 0 / .2), 0 8px 24px rgb(0 0 0 / .16); }
    .bubble:hover { filter: brightness(1.08); }
    svg { width: 22px; height: 22px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
    .panel { position: fixed; bottom: calc(var(--edge) + 64px); width: 420px; height: min(680px, calc(100vh - 104px)); display: flex;
      flex-direction: column; overflow: hidden; border-radius: 14px; background: #fbf9f4; color-scheme: light;
      box-shadow: 0 4px 14px rgb(0 0 0 / .18), 0 18px 60px rgb(0 0 0 / .26); }
    :host([data-side="right"]) .panel { right: var(--edge); }
    :host([data-side="left"]) .panel { left: var(--edge); }
    .panel.dark { background: #1b1a17; color-scheme: dark; }
    .bar { display: flex; align-items: center; justify-content: space-between; flex: none; height: 46px; padding: 0 6px 0 16px;
      color: var(--ink); background: var(--accent); font-weight: 600; }
    .bar button { display: grid; place-items: center; width: 38px; height: 38px; border-radius: 8px; }
    .bar button:focus-visible { outline-color: var(--ink); outline-offset: -4px; }
    iframe { flex: 1; width: 100%; border: 0; background: inherit; }
    @media (max-width: 480px) {
      .panel, :host([data-side]) .panel { inset: 0; width: 100%; height: 100vh; height: 100dvh; border-radius: 0; }
      .panel:not([hidden]) + .bubble { visibility: hidden; }
    }
    @media print { :host { display: none; } }`;

  const SVG = "http://www.w3.org/2000/svg";
  const icon = (path) => {
    const drawn = document.createElementNS(SVG, "svg");
    drawn.setAttribute("viewBox", "0 0 24 24");
    drawn.setAttribute("aria-hidden", "true");
    const line = document.createElementNS(SVG, "path");
    line.setAttribute("d", path);
    drawn.append(line);
    return drawn;
  };
  const element = (name, values, ...inside) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(values)) made.setAttribute(key, value);
    made.append(...inside);
    return made;
  };

  const address = () => {
    const url = new URL(base);
    url.searchParams.set("embed", "true");
    url.searchParams.set("lang", language);
    if (theme !== "auto") url.searchParams.set("embed_options", `${theme}_theme`);
    if (given.library) url.searchParams.set("library", given.library);
    if (given.question) url.searchParams.set("q", given.question);
    return url.href;
  };

  const start = () => {
    const host = document.createElement("wenzhang-widget");
    host.dataset.side = side;
    for (const [name, value] of [["--accent", given.color], ["--ink", given.ink]]) {
      if (value && CSS.supports("color", value)) host.style.setProperty(name, value);
    }
    const root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];

    const bubble = element("button", { type: "button", class: "bubble", "aria-label": `${title}: ${words.open}`, "aria-expanded": "false",
      "aria-haspopup": "dialog" }, icon("M4 5h16v11H11l-5 4v-4H4zM8 9h8M8 12h5"), element("span", {}, title));
    const shut = element("button", { type: "button", "aria-label": words.close }, icon("M6 6l12 12M18 6L6 18"));
    const panel = element("div", { class: "panel", role: "dialog", "aria-label": title, hidden: "" },
      element("div", { class: "bar" }, element("span", {}, title), shut));
    if (theme === "dark" || (theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches)) panel.classList.add("dark");
    root.append(panel, bubble);
    document.body.append(host);

    // The chat is fetched when the visitor reaches for the bubble, and is there, with all that was asked, until the page is left.
    let frame = null;
    const fetchChat = () => {
      if (frame) return;
      frame = element("iframe", { title, src: address(), allow: "clipboard-write", referrerpolicy: "no-referrer",
        sandbox: "allow-scripts allow-same-origin allow-forms allow-downloads allow-popups" });
      panel.append(frame);
    };
    const show = (open) => {
      if (open) fetchChat();
      panel.hidden = !open;
      bubble.setAttribute("aria-expanded", String(open));
      (open ? frame : bubble).focus();
    };
    bubble.addEventListener("pointerenter", fetchChat);
    bubble.addEventListener("click", () => show(panel.hidden));
    shut.addEventListener("click", () => show(false));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !panel.hidden && !event.defaultPrevented) show(false);
    });
    // Keys that are pressed inside the frame are the chat's: it says when Esc has nothing left to close there.
    addEventListener("message", (event) => {
      const ours = frame && event.source === frame.contentWindow && event.origin === base.origin;
      if (ours && event.data === "wenzhang:close" && !panel.hidden) show(false);
    });
  };

  if (document.body) start();
  else document.addEventListener("DOMContentLoaded", start);
})();
