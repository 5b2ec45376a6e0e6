# Sourced by run and test: a virtual environment in .venv with what the requirements name.
# Expects the working directory to be the repository.

say() { printf '%s\n' "$*" >&2; }
stop() { say "$*"; exit 2; }

may_install_packages() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

apt_install() {
    say "Installing $* with apt ..."
    (apt-get install -y -qq --no-install-recommends "$@" || { apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@"; }) >&2
}

find_python() {
    local name
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return 0
        fi
    done
    return 1
}

make_environment() {
    local python
    if ! python=$(find_python); then
        may_install_packages && apt_install python3 python3-venv || true
        python=$(find_python) || stop "Wenzhang needs Python 3.11 or newer, and none was found. On Debian or Ubuntu: sudo apt install python3 python3-venv. Then start again."
    fi
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        local package
        package=$("$python" -c 'import sys; print("python3.%d-venv" % sys.version_info[1])')
        may_install_packages && apt_install "$package" || true
        "$python" -c 'import ensurepip, venv' 2>/dev/null || stop "$python can't make virtual environments. On Debian or Ubuntu: sudo apt install $package. Then start again."
    fi
    say "Making a virtual environment in .venv ($("$python" --version)) ..."
    rm -rf .venv
    "$python" -m venv .venv || stop "The virtual environment could not be made in $PWD/.venv: see the message above."
}

# The place counts too: the environment knows where the project lies.
fingerprint() { { pwd; cat pyproject.toml constraints.txt "$@"; } | sha256sum | cut -d' ' -f1; }

# install NAME FILE...: installs the requirement files unless NAME's stamp says that it was done.
install() {
    local name=$1 stamp=.venv/.installed-$1 file
    shift
    .venv/bin/python -m pip --version >/dev/null 2>&1 || make_environment
    local now
    now=$(fingerprint "$@")
    [ "$(cat "$stamp" 2>/dev/null)" = "$now" ] && return 0
    say "Installing what Wenzhang needs ($*): this takes some minutes the first time ..."
    local arguments=(-c constraints.txt)
    for file in "$@"; do arguments+=(-r "$file"); done
    .venv/bin/python -m pip install --quiet --disable-pip-version-check "${arguments[@]}" -e . ||
        stop "The packages could not be installed: see the message above. With a working connection, start again; it goes on where it stopped."
    echo "$now" >"$stamp"
}

# install_ocr: what reads scanned pages. The rest works without it, so that a failure is told and stops nothing, and is
# not tried again at every start. WENZHANG_OCR=0 leaves it out, WENZHANG_OCR=1 tries again.
install_ocr() {
    local stamp=.venv/.installed-ocr now known
    [ "${WENZHANG_OCR:-}" != 0 ] || return 0
    now=$(fingerprint requirements-ocr.txt)
    known=$(cat "$stamp" 2>/dev/null || true)
    [ "$known" != "$now" ] || return 0
    [ "$known" != "failed $now" ] || [ "${WENZHANG_OCR:-}" = 1 ] || return 0
    say "Installing what reads scanned pages (requirements-ocr.txt) ..."
    # The file names all that is needed, so that no dependency and no Python version is looked up: it is the import that tells.
    if .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --ignore-requires-python -r requirements-ocr.txt >&2 &&
        .venv/bin/python -P -c 'import rapidocr_onnxruntime'; then
        echo "$now" >"$stamp"
    else
        say "Scanned pages can't be read here (see the message above); all the rest works. To try again: WENZHANG_OCR=1 ./run"
        echo "failed $now" >"$stamp"
    fi
}
