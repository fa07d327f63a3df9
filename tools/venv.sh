#!/bin/sh
# Make the virtual environment DIR with the newest Python from 3.11 on, or with the one named in PYTHON.
# A sound environment that is already there is kept.
#
# usage: [PYTHON=/path/to/python3.12] tools/venv.sh DIR
set -eu

dir=$1
wanted=${PYTHON:-}
least=3.11

say() { printf '%s\n' "$*" >&2; }
full_version() { "$1" -c 'import platform; print(platform.python_version())' 2>/dev/null; }
minor_version() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null; }
new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
makes_venvs() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

candidates() {
    if [ -n "$wanted" ]; then
        printf '%s\n' "$wanted"
    else
        printf '%s\n' python3.14 python3.13 python3.12 python3.11 python3
    fi
}

# The first candidate that passes every test named.
first_that() {
    candidates | while read -r python; do
        for test in "$@"; do
            "$test" "$python" || continue 2
        done
        printf '%s\n' "$python"
        break
    done
}

sound() { [ -x "$1/bin/python" ] && new_enough "$1/bin/python" && "$1/bin/python" -c 'import pip' 2>/dev/null; }

complain_too_old() {
    say "Détente needs Python $least or newer."
    if [ -n "$wanted" ]; then
        say "PYTHON=$wanted is $(full_version "$wanted" || echo 'not a Python that runs')."
    else
        say "The newest python3 found is: $(full_version python3 || echo none)."
    fi
    say "Remedy on Debian 12 or newer:  apt-get install python3 python3-venv"
    say "Remedy elsewhere: install Python $least or newer and name it:  make PYTHON=/path/to/python3.12 demo"
}

# Debian keeps what venv needs in a package of its own.
debian_package() {
    if [ "$(minor_version "$1")" = "$(minor_version python3)" ]; then
        echo python3-venv
    else
        echo "python$(minor_version "$1")-venv"
    fi
}

apt_install() {
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1" >/dev/null 2>&1
}

add_venv_module() {
    package=$(debian_package "$1")
    say "Python $(full_version "$1") here cannot make virtual environments: its ensurepip module is missing."
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        say "Installing it:  apt-get install $package"
        # A fresh machine has no package lists yet: fetch them only when they turn out to be needed.
        apt_install "$package" || { apt-get update -qq >/dev/null 2>&1 && apt_install "$package"; } || true
        makes_venvs "$1" && return
        say "That did not help."
    fi
    say "Remedy on Debian (as root):  apt-get install $package"
    say "Remedy elsewhere: name a Python that has ensurepip:  make PYTHON=/path/to/python3.12 demo"
    exit 1
}

if sound "$dir"; then
    if [ -n "$wanted" ] && [ "$(full_version "$wanted")" != "$(full_version "$dir/bin/python")" ]; then
        say "$dir holds Python $(full_version "$dir/bin/python"), PYTHON=$wanted is another."
        say "Remedy:  make clean, then again."
        exit 1
    fi
    exit 0
fi

python=$(first_that new_enough makes_venvs)
if [ -z "$python" ]; then
    python=$(first_that new_enough)
    [ -n "$python" ] || { complain_too_old; exit 1; }
    add_venv_module "$python"
fi

echo "Making $dir with Python $(full_version "$python")"
"$python" -m venv --clear "$dir"
