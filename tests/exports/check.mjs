// Opens pages that `pupitre export --to html` wrote, in all their states and in two sizes: axe-core finds nothing, the console says
// nothing, nothing is asked for from elsewhere. Pictures of all slides stay beside the pages.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import puppeteer from "puppeteer-core";

const axe = readFileSync(new URL("./node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const SIZES = [[1280, 720], [390, 844]];
const browser = await puppeteer.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
let states = 0, faults = 0, said = 0, asked = 0;

function fault(words) {
  faults += 1;
  console.log(words);
}

async function look(page, state) {
  states += 1;
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const run = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return run.violations.map(it => `${it.id}: ${it.nodes.length} × ${it.nodes[0].html.slice(0, 140)} | ${it.nodes[0].failureSummary.slice(0, 200)}`);
  }).catch(error => [String(error)]);
  found.forEach(it => fault(`${state}: ${it}`));
}

async function states_of(file, [width, height], scheme) {
  const page = await browser.newPage();
  const name = `${file} ${width}x${height} ${scheme}`;
  page.on("console", message => { said += 1; fault(`${name}: console: ${message.text()}`); });
  page.on("pageerror", error => { said += 1; fault(`${name}: ${error}`); });
  page.on("request", request => {
    if (request.url().startsWith("data:") || request.url() === "file://" + resolve(file)) return;
    asked += 1;
    fault(`${name}: asks for ${request.url()}`);
  });
  await page.setViewport({ width, height });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }, { name: "prefers-reduced-motion", value: "reduce" }]);
  await page.goto("file://" + resolve(file));
  const picture = state => page.screenshot({ path: `${file}-${width}-${scheme}-${state}.png` });
  await look(page, `${name} read`);
  await picture("read");
  const print = () => page.pdf({ path: `${file}.pdf`, format: "A4", tagged: true });
  // A text that is not of slides only reads and prints.
  if (!await page.$("#mode")) {
    if (width === 1280 && scheme === "light") await print();
    return page.close();
  }
  const slides = await page.$$eval(".slide", all => all.length);
  await page.evaluate(() => document.querySelector("#mode").click());
  for (let at = 0; at < slides; at += 1) {
    await page.evaluate(() => { while (document.querySelector(".now .later")) document.querySelector("#next").click(); });
    await look(page, `${name} slide ${at + 1}`);
    const over = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1);
    if (over) fault(`${name} slide ${at + 1}: wider than the screen`);
    await picture(`slide-${String(at + 1).padStart(2, "0")}`);
    const id = await page.evaluate(() => document.querySelector(".now").id);
    await page.evaluate(() => { const was = document.querySelector(".now"); for (let i = 0; i < 40 && document.querySelector(".now") === was; i += 1) document.querySelector("#next").click(); });
    if (at + 1 < slides && id === await page.evaluate(() => document.querySelector(".now").id)) fault(`${name}: stays at ${id}`);
  }
  await page.keyboard.press("o");
  await look(page, `${name} overview`);
  await picture("overview");
  await page.keyboard.press("s");
  await look(page, `${name} sections`);
  await page.evaluate(() => { document.querySelector("#mode").click(); document.querySelectorAll("details").forEach(it => { it.open = true; }); });
  await look(page, `${name} unfolded`);
  if (width === 1280 && scheme === "light") await print();
  await page.close();
}

for (const file of process.argv.slice(2)) {
  for (const size of SIZES) for (const scheme of ["light", "dark"]) await states_of(file, size, scheme);
}
await browser.close();
console.log(`Chromium: axe-core looked at ${states} states; ${said} messages, ${asked} requests, ${faults} faults in all`);
process.exit(faults ? 1 : 0);
