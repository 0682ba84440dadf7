"use strict";
(() => {
  const root = document.documentElement;
  const words = JSON.parse(document.body.dataset.words);
  const place = "pupitre:" + document.body.dataset.deck;
  const one = (query, from = document) => from.querySelector(query);
  const all = (query, from = document) => [...from.querySelectorAll(query)];
  const slides = all(".slide");
  const main = one("main");
  let at = 0, step = 0;

  // Kept in this browser, or while the page is open if storage is not allowed.
  let kept = {};
  try { kept = JSON.parse(localStorage.getItem(place)) || {}; } catch {}
  kept.answers ||= {};
  const keep = () => { try { localStorage.setItem(place, JSON.stringify(kept)); } catch {} };

  root.classList.add("js");

  // Slides
  const mode = () => root.dataset.mode || "read";
  const last = slide => Math.max(0, ...all("[data-step]", slide).map(it => +it.dataset.step),
    ...all("[data-stages]", slide).map(it => +it.dataset.from + +it.dataset.stages - 1));

  function draw() {
    const slide = slides[at];
    slides.forEach(it => it.classList.toggle("now", it === slide));
    all("[data-step]", slide).forEach(it => it.classList.toggle("later", mode() === "show" && +it.dataset.step > step));
    all("[data-stages]", slide).forEach(code => {
      const stage = Math.min(Math.max(step - code.dataset.from, 0), code.dataset.stages - 1);
      all(".line", code).forEach(line => line.classList.toggle("dim", mode() === "show" && !line.dataset.lit.split(" ").includes(String(stage))));
    });
    one(".where").textContent = slide.dataset.section + " · " + slide.dataset.number;
    one(".foot progress").value = at + 1;
    all("#contents [aria-current]").forEach(it => it.removeAttribute("aria-current"));
    one(`#contents ol ol a[href="#${slide.id}"]`)?.setAttribute("aria-current", "true");
    fit(slide);
  }

  // Reduces the font size until the slide fits the screen. At the smallest readable size the slide scrolls instead.
  function fit(slide) {
    let size = 1;
    slide.style.setProperty("--fit", size);
    const letters = () => parseFloat(getComputedStyle(slide).fontSize);
    while (mode() === "show" && size > .62 && letters() > 14 && slide.scrollHeight > innerHeight - 40) {
      size -= .04;
      slide.style.setProperty("--fit", size);
    }
  }

  function go(index, to = 0) {
    at = Math.min(Math.max(index, 0), slides.length - 1);
    step = Math.min(to, last(slides[at]));
    draw();
    if (mode() === "show") {
      scrollTo(0, 0);
      one("h3", slides[at]).focus({ preventScroll: true });
      history.replaceState(null, "", "#" + slides[at].id);
    }
  }

  function next() {
    if (step < last(slides[at])) { step += 1; draw(); } else if (at + 1 < slides.length) go(at + 1);
  }

  function back() {
    if (step > 0) { step -= 1; draw(); } else if (at > 0) go(at - 1, Infinity);
  }

  function turn(to) {
    const from = mode();
    if (from === "read") at = nearest();
    if (to === "read") delete root.dataset.mode; else root.dataset.mode = to;
    one("#mode").textContent = to === "read" ? words.slides : words.read;
    if (to === "show") go(at, from === "show" ? step : 0);
    else {
      draw();
      if (to === "read") slides[at].scrollIntoView({ behavior: "instant" });
      else { scrollTo(0, 0); (one("#contents [aria-current]") && to === "all" ? one("#contents [aria-current]") : one("#contents a")).focus(); }
    }
  }

  // The current slide.
  function nearest() {
    const below = slides.findIndex(it => it.getBoundingClientRect().bottom > innerHeight / 3);
    return below < 0 ? slides.length - 1 : below;
  }

  const number = hash => slides.findIndex(it => "#" + it.id === hash);

  document.addEventListener("click", event => {
    const link = event.target.closest("a[href^='#']");
    if (link && mode() !== "read") {
      const index = number(link.getAttribute("href"));
      if (index < 0) return turn("read");
      event.preventDefault();
      root.dataset.mode = "show";
      one("#mode").textContent = words.read;
      go(index);
    }
  });
  one("#mode").addEventListener("click", () => turn(mode() === "read" ? "show" : "read"));
  one("#all").addEventListener("click", () => turn(mode() === "all" ? "show" : "all"));
  one("#next").addEventListener("click", next);
  one("#back").addEventListener("click", back);
  addEventListener("resize", () => mode() === "show" && fit(slides[at]));

  // Keys. Single letters can be turned off (WCAG 2.1.4), because dictation software may type them.
  const letters = one("#letters");
  letters.checked = kept.letters !== false;
  letters.addEventListener("change", () => { kept.letters = letters.checked; keep(); });
  addEventListener("keydown", event => {
    const { key, target } = event;
    if (event.ctrlKey || event.altKey || event.metaKey || target.closest("input, textarea, select")) return;
    const name = key.length === 1 ? key.toLowerCase() : key;
    const typed = name.length === 1 && name !== " ";
    if (typed && !letters.checked) return;
    if (mode() === "sections" && typed) {
      const found = all("#contents > ol > li > a").find(it => it.dataset.key === name);
      if (found) { event.preventDefault(); return found.click(); }
    }
    if ((name === " " || name === "Enter") && target.closest("a, button, summary")) return;
    const keys = { o: () => turn(mode() === "all" ? "show" : "all"), s: () => turn(mode() === "sections" ? "show" : "sections"), d: () => turn(mode() === "show" ? "read" : "show") };
    if (mode() === "show") Object.assign(keys, {
      ArrowRight: next, PageDown: next, " ": next, Enter: next, ArrowLeft: back, PageUp: back, Backspace: back,
      Home: () => go(0), End: () => go(slides.length - 1), Escape: () => turn("read"),
      n: () => { if (root.dataset.notes) delete root.dataset.notes; else root.dataset.notes = "shown"; fit(slides[at]); },
    });
    else if (mode() !== "read") keys.Escape = () => turn("show");
    if (Object.hasOwn(keys, name)) { event.preventDefault(); keys[name](); }
  });

  let touch = null;
  main.addEventListener("touchstart", event => { touch = event.touches.length === 1 ? event.touches[0] : null; }, { passive: true });
  main.addEventListener("touchend", event => {
    if (!touch || mode() !== "show") return;
    const [x, y] = [event.changedTouches[0].clientX - touch.clientX, event.changedTouches[0].clientY - touch.clientY];
    if (Math.abs(x) > 45 && Math.abs(x) > 1.5 * Math.abs(y)) x < 0 ? next() : back();
  }, { passive: true });

  // Light and dark
  const theme = one("#theme");
  const shade = () => { if (kept.theme) root.dataset.theme = kept.theme; else delete root.dataset.theme; };
  theme.value = kept.theme || "";
  shade();
  theme.addEventListener("change", () => { kept.theme = theme.value; shade(); keep(); });

  // Questions
  const inputs = ask => all("input, textarea", ask);
  const given = ask => inputs(ask).filter(it => it.checked).map(it => it.value);

  function tell(ask) {
    const { id, kind, right, repeat } = ask.dataset;
    const own = kept.answers[id], said = one(".result", ask);
    const earlier = repeat && kept.answers[repeat];
    if (earlier && one(".before", ask)) one(".before", ask).textContent = words.before + " " + [earlier.chosen].flat().join(", ");
    said.className = "result";
    all("label", ask).forEach(it => it.classList.remove("good", "miss"));
    one(".told", ask)?.replaceChildren();
    if (kind === "checklist") { said.textContent = given(ask).length + " / " + inputs(ask).length; return; }
    if (!own || own.open) { said.textContent = ""; return; }
    if (kind !== "quiz") { said.textContent = kind === "open" && !own.chosen ? "" : words.saved; return; }
    const rights = inputs(ask).filter((_, index) => right.split(" ").includes(String(index + 1)));
    const chosen = inputs(ask).filter(it => it.checked);
    const good = rights.length === chosen.length && rights.every(it => it.checked);
    said.textContent = good ? words.right : words.wrong;
    said.classList.add(good ? "good" : "miss");
    chosen.forEach(it => it.closest("label").classList.add(rights.includes(it) ? "good" : "miss"));
    if (good) one(".why", ask).open = true;
    else if (rights.length === 1 && chosen.length === 1) {
      const said = one(`[data-choice="${inputs(ask).indexOf(chosen[0]) + 1}"] > div`, ask);
      if (said) one(".told", ask).replaceChildren(...said.cloneNode(true).childNodes);
    }
  }

  all(".ask").forEach(ask => {
    const { id, kind } = ask.dataset;
    const own = kept.answers[id];
    inputs(ask).forEach(it => {
      if (own && it.type === "textarea") it.value = own.chosen || "";
      else if (own) it.checked = (own.chosen || []).includes(it.value);
    });
    const save = (open = false) => {
      kept.answers[id] = { chosen: kind === "open" ? one("textarea", ask).value : given(ask), open };
      keep();
      tell(ask);
    };
    one("button", ask)?.addEventListener("click", () => { if (given(ask).length) save(); });
    ask.addEventListener("change", event => { if (event.target.matches("input, textarea")) save(kind !== "open" && kind !== "checklist"); });
    tell(ask);
  });
  all(".ask").forEach(ask => ask.addEventListener("change", () => all(".ask[data-repeat]").forEach(tell)));
  one("#forget").addEventListener("click", () => {
    if (!confirm(words.forget)) return;
    kept.answers = {};
    keep();
    all(".ask").forEach(ask => {
      inputs(ask).forEach(it => { it.checked = false; if (it.type === "textarea") it.value = ""; });
      if (one(".why", ask)) one(".why", ask).open = false;
      tell(ask);
    });
  });

  // Silences
  all(".silence button").forEach(button => button.addEventListener("click", () => {
    let left = +button.dataset.seconds;
    const time = one(".time", button.parentElement);
    const show = () => { time.textContent = Math.floor(left / 60) + ":" + String(left % 60).padStart(2, "0"); };
    clearInterval(button.clock);
    show();
    button.clock = setInterval(() => { left -= 1; show(); if (left <= 0) clearInterval(button.clock); }, 1000);
  }));

  // Opens everything for printing.
  addEventListener("beforeprint", () => { if (mode() !== "read") turn("read"); all("details.why, details.words").forEach(it => { it.dataset.was = it.open; it.open = true; }); });
  addEventListener("afterprint", () => all("details[data-was]").forEach(it => { it.open = it.dataset.was === "true"; delete it.dataset.was; }));
  at = Math.max(number(location.hash), 0);
})();
