#!/bin/sh
# Looks at what `pupitre export`, `report` and `replay --export-notes` write with the eyes of others: Chromium with axe-core, and
# html-validate; outloud and pdfua; openxml-audit, python-pptx and LibreOffice. It installs these, so it is not part of the tests; run
# it when an exporter changes.
#
#   tests/exports/check.sh [PUPITRE] [FOLDER]
#
# PUPITRE is the program, target/debug/pupitre where none is named. FOLDER keeps what is installed, what was written, and sheets with
# pictures of all slides in all forms.
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
