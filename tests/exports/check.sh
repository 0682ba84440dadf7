#!/bin/sh
# Looks at what `pupitre export` writes with the eyes of others: Chromium with axe-core, and html-validate; openxml-audit, python-pptx and
# LibreOffice. It installs these, so it is not part of the tests; run it when an exporter changes.
#
#   tests/exports/check.sh [PUPITRE] [FOLDER]
#
# PUPITRE is the program, target/debug/pupitre where none is named. FOLDER keeps what is installed and the pictures of the pages.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=${1:-$here/../../target/debug/pupitre}
folder=${2:-${TMPDIR:-/tmp}/pupitre-exports}
mkdir -p "$folder"

command -v chromium >/dev/null || apt-get install -y --no-install-recommends chromium
if [ ! -d "$folder/node_modules/axe-core" ]; then
  (cd "$folder" && npm init -y >/dev/null && PUPPETEER_SKIP_DOWNLOAD=1 npm install --silent axe-core puppeteer-core html-validate)
fi

for deck in sensibilisation preparer tour; do
  "$program" export "$deck" --to html --notes --force --output "$folder/$deck.html"
done
cp "$here/check.mjs" "$here/htmlvalidate.json" "$folder/"
mv -f "$folder/htmlvalidate.json" "$folder/.htmlvalidate.json"
cd "$folder"
npx html-validate sensibilisation.html preparer.html tour.html && echo "html-validate: no message"
node check.mjs sensibilisation.html preparer.html tour.html

# Presentations: what the schemas say, what another library finds in them, how another program draws them.
command -v soffice >/dev/null || apt-get install -y --no-install-recommends libreoffice-impress fonts-liberation
command -v pdftoppm >/dev/null || apt-get install -y --no-install-recommends poppler-utils
[ -d "$folder/python" ] || python3 -m venv "$folder/python"
"$folder/python/bin/pip" install --quiet openxml-audit python-pptx
for deck in sensibilisation preparer tour; do
  "$program" export "$deck" --to pptx --notes --force --output "$folder/$deck.pptx"
  "$folder/python/bin/openxml-audit" "$folder/$deck.pptx"
  "$folder/python/bin/python" "$here/check.py" "$folder/$deck.pptx"
  soffice --headless --convert-to pdf --outdir "$folder" "$folder/$deck.pptx" >/dev/null
  rm -f "$folder/$deck"-*.png
  pdftoppm -r 50 -png "$folder/$deck.pdf" "$folder/$deck"
done
echo "look at the slides as LibreOffice draws them: $folder/*.png"
