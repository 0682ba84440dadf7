#!/bin/sh
# Checks the output of `pupitre export`, `report` and `replay --export-notes` with other programs: Chromium with axe-core and
# html-validate; outloud and pdfua; openxml-audit, python-pptx and LibreOffice. It installs them, so it is not part of the tests. Run
# it when an exporter changes.
#
#   tests/exports/check.sh [PUPITRE] [FOLDER]
#
# PUPITRE is the program, by default target/debug/pupitre. FOLDER keeps the installed programs, the exports, and sheets with
# pictures of all slides in all formats.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=${1:-$here/../../target/debug/pupitre}
folder=${2:-${TMPDIR:-/tmp}/pupitre-exports}
mkdir -p "$folder"

command -v chromium >/dev/null || apt-get install -y --no-install-recommends chromium
command -v soffice >/dev/null || apt-get install -y --no-install-recommends libreoffice-impress fonts-liberation
command -v pdftoppm >/dev/null || apt-get install -y --no-install-recommends poppler-utils
if [ ! -d "$folder/node_modules/axe-core" ]; then
  (cd "$folder" && npm init -y >/dev/null && PUPPETEER_SKIP_DOWNLOAD=1 npm install --silent axe-core puppeteer-core html-validate)
fi
[ -d "$folder/python" ] || python3 -m venv "$folder/python"
"$folder/python/bin/pip" install --quiet openxml-audit outloud pdfua pillow python-pptx

cp "$here/check.mjs" "$folder/"
cp "$here/htmlvalidate.json" "$folder/.htmlvalidate.json"
exec "$folder/python/bin/python" "$here/check.py" "$program" "$folder"
