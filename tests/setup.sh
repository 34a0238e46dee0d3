# What ./try and ./test have in common; sourced by them in the folder of the repository.

packages=()

need() { # PACKAGE COMMAND...: the package is missing when the command fails
    "${@:2}" >/dev/null 2>&1 || packages+=("$1")
}

need_real_servers() {
    need debootstrap command -v debootstrap
    need debian-archive-keyring test -e /usr/share/keyrings/debian-archive-keyring.gpg
    need iproute2 command -v ip
    need util-linux command -v setpriv
}

install_packages() { # those that are missing
    [ ${#packages[@]} -gt 0 ] || return 0
    if [ "$(id -u)" != 0 ]; then
        echo "Missing: ${packages[*]}. Install them, or run this as root on Debian." >&2
        exit 1
    fi
    apt-get update -qq >/dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends "${packages[@]}" \
        >/dev/null
}

install_qbtui() { # REQUIREMENT: into .venv, again when pyproject.toml has changed
    local stamp=".venv/installed${1//[!a-z]/-}"
    [ -x .venv/bin/python ] || python3 -m venv .venv
    PATH="$PWD/.venv/bin:$PATH"
    if [ ! "$stamp" -nt pyproject.toml ]; then
        echo "Installing qbtui into .venv"
        pip install --quiet --disable-pip-version-check --editable "$1"
        touch "$stamp"
    fi
}

among_themselves() { # COMMAND...: with loopback only: the servers reach each other and nobody else
    exec unshare --net -- sh -c 'ip link set lo up && exec "$@"' sh "$@"
}
