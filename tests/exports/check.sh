#!/bin/sh
# Looks at what `pupitre export` writes with the eyes of others: Chromium with axe-core, and html-validate. It installs these, so it is
# not part of the tests; run it when an exporter changes.
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
